import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { startReceiver } from "@/testing/receiver";

beforeEach(() => {
  vi.resetModules(); // The client reads its settings when it is loaded.
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test("a signal that the Inngest server does not answer is sent again within seconds, with the same body", async () => {
  const server = await startReceiver();
  onTestFinished(() => server.close());
  server.respond(() => {
    if (server.requests.length === 1) return undefined; // The first request gets no response.
    return { status: 200, body: JSON.stringify({ ids: ["1"], status: 200 }) };
  });
  vi.stubEnv("INNGEST_BASE_URL", server.url());
  vi.stubEnv("INNGEST_EVENT_KEY", "event-key");
  vi.stubEnv("INNGEST_SIGNING_KEY", "0123456789abcdef");
  const { inngest } = await import("./client");
  await inngest.send({ name: "delivery/slot-called", data: { slot: 0 } });
  expect(server.requests.map(({ url }) => url)).toEqual(["/e/event-key", "/e/event-key"]);
  expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
});
