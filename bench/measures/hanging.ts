import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { percentile, ratio } from "../statistics";
import { postInBatches, subscribe } from "../subscribe";

const perSecond = 200;

/** Measures the latency of fifty responding receivers: first alone, then beside one that hangs and has 1,000 pending deliveries. */
export const hanging = defineMeasure({
  name: "hanging",
  units: {
    "Latency over fifty webhooks, p99": "ms",
    "Latency beside a receiver that hangs, p99": "ms",
    "p99 with the receiver that hangs / without": "ratio",
  },
  async measure(stage) {
    const system = await stage.startSystem();
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 50 });
      const [hangingType = ""] = await subscribe(system, [stage.sink.hangingUrl], {
        webhooks: 1,
        name: "hanging",
      });
      const load = { url: system.url, apiKey: system.apiKey, types, perSecond };
      const measureP99 = async () => {
        await deliverLoad(stage, [], { ...load, count: 2 * perSecond });
        const { latencies } = await deliverLoad(stage, [], { ...load, count: stage.scale(10 * perSecond) });
        return percentile(latencies, 0.99);
      };
      const p99Alone = await measureP99();
      await postInBatches(system, [hangingType], 1_000);
      const p99BesideHanging = await measureP99();
      return {
        "Latency over fifty webhooks, p99": p99Alone,
        "Latency beside a receiver that hangs, p99": p99BesideHanging,
        "p99 with the receiver that hangs / without": ratio(p99BesideHanging, p99Alone),
      };
    } finally {
      await system.stop();
    }
  },
});
