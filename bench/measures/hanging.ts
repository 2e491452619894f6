import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { percentile, ratio } from "../statistics";
import { postInBatches, subscribe } from "../subscribe";

const perSecond = 200;

/** Fifty receivers that respond, first alone, then with another that never responds and has 1,000 pending deliveries. */
export const hanging = defineMeasure({
  name: "hanging",
  units: {
    "Latency over fifty webhooks, p99": "ms",
    "The same with a receiver that hangs, p99": "ms",
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
        const { latencies } = await deliverLoad(stage, [], { ...load, count: stage.scaled(10 * perSecond) });
        return percentile(latencies, 0.99);
      };
      const without = await measureP99();
      await postInBatches(system, [hangingType], 1_000);
      const beside = await measureP99();
      return {
        "Latency over fifty webhooks, p99": without,
        "The same with a receiver that hangs, p99": beside,
        "p99 with the receiver that hangs / without": ratio(beside, without),
      };
    } finally {
      await system.stop();
    }
  },
});
