import { setTimeout as delay } from "node:timers/promises";
import { usesInngest } from "../../e2e/inngest-server";
import { query } from "../build";
import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { drainBacklog } from "../drain-backlog";
import type { Load, Stage } from "../stage";
import { percentile, ratio } from "../statistics";
import { subscribe } from "../subscribe";
import type { System } from "../system";

const perSecond = 200;
const sleeps = 20;

/** A backlog, a steady load and single events after a pause, with the functions run by a real Inngest server. */
export const inngest = defineMeasure({
  name: "inngest",
  isOnlyByName: true,
  units: {
    "Drain on an Inngest server / embedded": "ratio",
    "Latency on an Inngest server at 200 events/s, p50": "ms",
    "Latency on an Inngest server at 200 events/s, p99": "ms",
    "First delivery after sleep on an Inngest server, p50": "ms",
    "First delivery after sleep on an Inngest server, p99": "ms",
  },
  async measure(stage) {
    if (!usesInngest) throw new Error("HOOKLEDGER_TEST_INNGEST is not set (see CONTRIBUTING.md).");
    const backlog = { deliveries: stage.scaled(50_000), webhooks: 10, types: 10 };
    const embedded = await drainBacklog(stage, backlog);
    const drained = await drainBacklog(stage, { ...backlog, inngest: true });
    const system = await stage.startSystem({ inngest: true });
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const target = { url: system.url, apiKey: system.apiKey, types };
      await deliverLoad(stage, [], { ...target, perSecond, count: 2 * perSecond });
      const load = { ...target, perSecond, count: stage.scaled(10 * perSecond) };
      const { latencies } = await deliverLoad(stage, [], load);
      const afterSleep: number[] = [];
      for (let round = 0; round < sleeps; round += 1)
        afterSleep.push(await deliverAfterSleep(stage, system, target));
      return {
        "Drain on an Inngest server / embedded": ratio(drained.perSecond, embedded.perSecond),
        "Latency on an Inngest server at 200 events/s, p50": percentile(latencies, 0.5),
        "Latency on an Inngest server at 200 events/s, p99": percentile(latencies, 0.99),
        "First delivery after sleep on an Inngest server, p50": percentile(afterSleep, 0.5),
        "First delivery after sleep on an Inngest server, p99": percentile(afterSleep, 0.99),
      };
    } finally {
      await system.stop();
    }
  },
});

/** The latency of one event once no worker loop has a slot any more, in ms. */
async function deliverAfterSleep(
  stage: Stage,
  { databaseUrl }: System,
  target: Pick<Load, "url" | "apiKey" | "types">,
) {
  const awakeSql =
    "SELECT EXISTS (SELECT FROM engine_slots WHERE token IS NOT NULL AND leased_until > now()) AS awake";
  for (const deadline = performance.now() + 120_000; ; await delay(100)) {
    const [row] = await query<{ awake: boolean }>(databaseUrl, awakeSql);
    if (!row?.awake) break;
    if (performance.now() > deadline) throw new Error("the worker did not go to sleep");
  }
  const { latencies } = await deliverLoad(stage, [], { ...target, count: 1 });
  return latencies[0] ?? 0;
}
