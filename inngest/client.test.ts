import { serve } from "inngest/edge";
import { afterEach, expect, test, vi } from "vitest";
import { getSelectedEngine, inngest } from "./client";

afterEach(() => vi.unstubAllEnvs());

test("the engine is embedded unless an Inngest server is configured", () => {
  expect(getSelectedEngine()).toBe("embedded");
  vi.stubEnv("INNGEST_BASE_URL", "");
  expect(getSelectedEngine()).toBe("embedded");
  vi.stubEnv("INNGEST_BASE_URL", "http://127.0.0.1:8288");
  expect(getSelectedEngine()).toBe("inngest");
  vi.unstubAllEnvs();
  vi.stubEnv("INNGEST_EVENT_KEY", "key");
  expect(getSelectedEngine()).toBe("inngest");
});

test("the HTTP handler rejects every caller while the embedded engine is in use", async () => {
  const fn = inngest.createFunction({ id: "guarded", triggers: [] }, async () => "ran");
  const handle = serve({ client: inngest, functions: [fn] });
  const request = new Request("http://localhost/api/inngest?fnId=hookledger-guarded&stepId=step", {
    method: "POST",
    headers: { host: "localhost" },
    body: JSON.stringify({ event: { name: "a", data: {} }, events: [], steps: {}, ctx: { run_id: "r" } }),
  });
  expect((await handle(request)).status).toBe(401);
});

test("the embedded engine rejects SDK requests other than those that send events", async () => {
  await expect(inngest.sendSignal({ signal: "any", data: {} })).rejects.toThrow(
    "the embedded engine does not support POST",
  );
});
