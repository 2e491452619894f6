import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { query } from "../build";
import { defineMeasure } from "../define-measure";
import { fillBacklog } from "../fill-backlog";
import { withPeakMemory } from "../process-usage";
import { subscribe } from "../subscribe";

const webhooks = 10;
const deliveries = 1_000_000;
const drainForMs = 30_000;

/** Measures a worker that starts while a million deliveries are due: its peak memory and its rate in the first half minute. */
export const backlog = defineMeasure({
  name: "backlog",
  onlyWhenNamed: true,
  units: {
    "Worker's peak memory, 1,000,000 due": "MB",
    "Rate in the first 30 s, 1,000,000 due": "deliveries/s",
  },
  async measure(stage) {
    const system = await stage.startSystem({ workers: 0 });
    try {
      const [eventType = ""] = await subscribe(system, stage.sink.urls, { webhooks, types: 1 });
      const rows = await query<{ id: string }>(system.databaseUrl, "SELECT id FROM webhooks ORDER BY id");
      const db = new pg.Client(system.databaseUrl);
      await db.connect();
      const webhookIds = rows.map(({ id }) => id);
      await fillBacklog(db, { total: stage.scale(deliveries), webhookIds, eventType }).finally(() =>
        db.end(),
      );
      await stage.sink.reset();
      await system.startWorker();
      const pids = system.workers.map(({ pid }) => pid);
      const [, peakMemory] = await withPeakMemory(pids, () => delay(drainForMs));
      const sent = await stage.sink.waitFor(0);
      return {
        "Worker's peak memory, 1,000,000 due": peakMemory,
        "Rate in the first 30 s, 1,000,000 due": sent / (drainForMs / 1_000),
      };
    } finally {
      await system.stop();
    }
  },
});
