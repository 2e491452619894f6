import { deliverLoad } from "../deliver-load";
import { defineMeasure } from "../measure";
import { percentile } from "../statistics";
import { subscribe } from "../subscribe";

const perSecond = 200;

export const latency = defineMeasure({
  name: "latency",
  units: { "Latency at 200 events/s, p50": "ms", "Latency at 200 events/s, p99": "ms" },
  async measure(stage) {
    const system = await stage.startSystem();
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const load = { url: system.url, apiKey: system.apiKey, types, perSecond };
      await deliverLoad(stage, [], { ...load, count: 2 * perSecond });
      const { latencies } = await deliverLoad(stage, [], { ...load, count: stage.scaled(10 * perSecond) });
      return {
        "Latency at 200 events/s, p50": percentile(latencies, 0.5),
        "Latency at 200 events/s, p99": percentile(latencies, 0.99),
      };
    } finally {
      await system.stop();
    }
  },
});
