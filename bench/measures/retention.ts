import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { makePastPartitions } from "@/testing/past-partitions";
import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { fillDeliveries } from "../fill-deliveries";
import { runProgram } from "../run-program";
import { percentile, ratio } from "../statistics";
import { subscribe } from "../subscribe";

const deliveries = 10_000_000;
const perSecond = 100;
const dayMs = 86_400_000;

/** Measures the nightly removal of a month of deliveries that are past their retention, while others are delivered. */
export const retention = defineMeasure({
  name: "retention",
  onlyWhenNamed: true,
  units: {
    "Removing a month of 10 million deliveries": "s",
    "Latency at 100 events/s during the removal, p99": "ms",
    "p99 during the removal / without": "ratio",
  },
  async measure(stage) {
    const system = await stage.startSystem();
    try {
      const db = new pg.Client(system.databaseUrl);
      await db.connect();
      await makePastPartitions(db, new Date(Date.now() - 500 * dayMs));
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const pastRetention = new Date(Date.now() - 430 * dayMs);
      await fillDeliveries(db, stage.scale(deliveries), () => {}, pastRetention).finally(() => db.end());
      const load = { url: system.url, apiKey: system.apiKey, types, perSecond };
      await deliverLoad(stage, [], { ...load, count: 2 * perSecond });
      const measureP99 = async () => {
        const { latencies } = await deliverLoad(stage, [], { ...load, count: stage.scale(10 * perSecond) });
        return percentile(latencies, 0.99);
      };
      const p99Before = await measureP99();
      const [p99DuringRemoval, removalSeconds] = await Promise.all([
        measureP99(),
        delay(2_000).then(() => runProgram<number>(stage, system.databaseUrl, "apply-retention.ts")),
      ]);
      return {
        "Removing a month of 10 million deliveries": removalSeconds,
        "Latency at 100 events/s during the removal, p99": p99DuringRemoval,
        "p99 during the removal / without": ratio(p99DuringRemoval, p99Before),
      };
    } finally {
      await system.stop();
    }
  },
});
