import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { startReceiver } from "@/testing/receiver";

const timeoutModule = "@/lib/http/fetch-with-timeout";
/** How much shorter the timeout of a request is than in production. */
const speedUp = 20;

beforeEach(() => {
  vi.resetModules(); // The client reads its settings when it is loaded.
  vi.doMock(timeoutModule, async (load) => {
    const original = await load<typeof import("@/lib/http/fetch-with-timeout")>();
    return { createFetchWithTimeout: (ms: number) => original.createFetchWithTimeout(ms / speedUp) };
  });
});
afterEach(() => {
  vi.doUnmock(timeoutModule);
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
