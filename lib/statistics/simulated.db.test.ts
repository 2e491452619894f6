import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { attemptUntilDone, fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { startReceiver } from "@/testing/receiver";
import { simulateEvent } from "../playground/simulate-event";
import { renderMetrics } from "./metrics";
import { countByPeriod, measureResponseTimes } from "./overview";
import { fetchWebhookHealth } from "./webhook-health";

useDatabase();
beforeAll(fillCatalogue);

test("simulated deliveries are in no statistics, whether they arrived, failed or wait", async () => {
  const receiver = await startReceiver();
  const { id } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const simulate = async () => {
    const simulated = await simulateEvent(scope, id, "OpportunityUpdated");
    if (!simulated.ok) throw new Error(simulated.message);
    return simulated.traceId;
  };
  const [real = ""] = await postEvent();
  await attemptUntilDone(real);
  await attemptUntilDone(await simulate());
  const waiting = await simulate();
  const read = async () => {
    const periods = await countByPeriod(scope, "24h");
    return {
      health: await fetchWebhookHealth(scope, id),
      sums: periods.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b), 0),
      succeeded: periods.reduce((sum, { counts }) => sum + counts.succeeded, 0),
      speed: await measureResponseTimes(scope, new Date(Date.now() - 60_000)),
      metrics: await renderMetrics(scope),
    };
  };
  const expected = (last: object) => ({
    health: { delivered: 1, failing: 0, responseTimes: { requests: 1 }, last },
    sums: 1,
    succeeded: 1,
    speed: { requests: 1 },
    metrics: expect.stringMatching(
      /deliveries\{state="failed"\} 0\n.*outcome="succeeded"\} 1\n.*outcome="failed"\} 0\n/s,
    ),
  });
  expect(await read()).toMatchObject(expected({ traceId: waiting, state: "pending", simulated: true }));
  receiver.respond({ status: 500 });
  await attemptUntilDone(waiting);
  expect(await read()).toMatchObject(expected({ traceId: waiting, state: "failed", simulated: true }));
  await receiver.close();
});
