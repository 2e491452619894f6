import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  attemptUntilDone,
  fillCatalogue,
  makeWebhook,
  postEvent,
  scope,
  setDeliveryState,
} from "@/testing/ledger";
import { startReceiver } from "@/testing/receiver";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { simulateEvent } from "../playground/simulate-event";
import { renderMetrics } from "./metrics";
import { listWebhooksNeedingAttention } from "./needs-attention";
import { countByPeriod, countOpenDeliveries } from "./overview";
import { measureResponseTimes } from "./response-times";
import { fetchWebhookHealth } from "./webhook-health";

useDatabase();
beforeAll(fillCatalogue);

test("no statistics count simulated deliveries, whether succeeded, failed or pending; a webhook's last delivery can be a simulated one", async () => {
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
  const waitingTraceId = await simulate();
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
  const buildExpected = (last: object) => ({
    health: { delivered: 1, failing: 0, responseTimes: { requests: 1 }, last },
    sums: 1,
    succeeded: 1,
    speed: { requests: 1 },
    metrics: expect.stringMatching(
      /state="pending"\} 0\n.*state="held"\} 0\n.*state="failed"\} 0\n.*outcome="succeeded"\} 1\n.*outcome="failed"\} 0\n/s,
    ),
  });
  expect(await read()).toMatchObject(
    buildExpected({ traceId: waitingTraceId, state: "pending", simulated: true }),
  );
  receiver.respond({ status: 500 });
  await attemptUntilDone(waitingTraceId);
  expect(await read()).toMatchObject(
    buildExpected({ traceId: waitingTraceId, state: "failed", simulated: true }),
  );
  await receiver.close();
});

test("overview, webhook and metrics report the same response times, without simulated deliveries", async () => {
  await prisma().attempt.deleteMany();
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  const now = new Date();
  for (const durationMs of [10, 20, 31, 1_000]) {
    const [traceId = ""] = await postEvent();
    await pool().query("UPDATE deliveries SET webhook_id = $2 WHERE id = $1", [traceId, id]);
    await createAttempt(traceId, durationMs, now);
  }
  const simulated = await simulateEvent(scope, id, "OpportunityUpdated");
  if (!simulated.ok) throw new Error(simulated.message);
  await createAttempt(simulated.traceId, 60_000, now);

  const expected = { requests: 4, p50: 20, p95: 1_000 };
  expect(await measureResponseTimes(scope, new Date(now.getTime() - 300_000))).toMatchObject(expected);
  expect((await fetchWebhookHealth(scope, id))?.responseTimes).toEqual(expected);
  const metrics = await renderMetrics(scope);
  expect(metrics).toContain('attempt_duration_ms_5m{quantile="0.5"} 20\n');
  expect(metrics).toContain('attempt_duration_ms_5m{quantile="0.95"} 1000\n');
});

test("pending, held and failing deliveries are counted without simulated ones", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", name: "Simulated" });
  const read = async () => {
    const { pending, held, oldest } = await countOpenDeliveries(scope);
    const counts = (await renderMetrics(scope)).match(/(?<=state="(pending|held)"\} )\d+/g);
    const { failing } = await listWebhooksNeedingAttention(scope);
    return { pending, held, oldest: oldest?.traceId, counts, failing: failing.map(({ name }) => name) };
  };
  const countsBefore = await read();
  const simulated = await simulateEvent(scope, id, "OpportunityUpdated");
  if (!simulated.ok) throw new Error(simulated.message);
  expect(await read()).toEqual(countsBefore);
  await pool().query("UPDATE deliveries SET failure_count = 1 WHERE id = $1", [simulated.traceId]);
  await pool().query("UPDATE open_deliveries SET attempt_count = 1 WHERE delivery_id = $1", [
    simulated.traceId,
  ]);
  expect(await read()).toEqual(countsBefore);
  await setDeliveryState(simulated.traceId, "held");
  expect(await read()).toEqual(countsBefore);
});

async function createAttempt(deliveryId: string, durationMs: number, startedAt: Date): Promise<void> {
  await prisma().attempt.create({ data: { id: newId(), deliveryId, number: 1, startedAt, durationMs } });
}
