import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import type { Load, Stage } from "../stage";
import { percentile } from "../statistics";
import { subscribe } from "../subscribe";
import { withFloor } from "../with-floor";

const perSecond = 200;

/** Measures the latencies of events during ten seconds, in ms, after a warm-up of two seconds. */
async function measureLatencies(stage: Stage, target: Pick<Load, "url" | "apiKey" | "types">) {
  await deliverLoad(stage, [], { ...target, perSecond, count: 2 * perSecond });
  const load = { ...target, perSecond, count: stage.scale(10 * perSecond) };
  return (await deliverLoad(stage, [], load)).latencies;
}

/** Measures the latency at a low rate, and that of two minimal processes (floor.mjs): the lowest latency that this machine allows. */
export const latency = defineMeasure({
  name: "latency",
  units: {
    "Latency at 200 events/s, p50": "ms",
    "Latency at 200 events/s, p99": "ms",
    "Latency of the floor at 200 events/s, p50": "ms",
    "Latency of the floor at 200 events/s, p99": "ms",
  },
  async measure(stage) {
    const floor = await withFloor(stage, (target) => measureLatencies(stage, target));
    const system = await stage.startSystem();
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const latencies = await measureLatencies(stage, { url: system.url, apiKey: system.apiKey, types });
      return {
        "Latency at 200 events/s, p50": percentile(latencies, 0.5),
        "Latency at 200 events/s, p99": percentile(latencies, 0.99),
        "Latency of the floor at 200 events/s, p50": percentile(floor, 0.5),
        "Latency of the floor at 200 events/s, p99": percentile(floor, 0.99),
      };
    } finally {
      await system.stop();
    }
  },
});
