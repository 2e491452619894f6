import { defineMeasure } from "../define-measure";
import { drainBacklog } from "../drain-backlog";
import { ratio } from "../statistics";

/** Measures the CPU per delivery with ten webhooks, divided by that with a thousand. Each event has ten deliveries in both drains. */
export const manyWebhooks = defineMeasure({
  name: "many-webhooks",
  units: { "CPU per delivery, 10 webhooks / 1,000": "ratio" },
  async measure(stage) {
    const deliveries = stage.scale(40_000);
    const ten = await drainBacklog(stage, { deliveries, webhooks: 10, types: 1 });
    const thousand = await drainBacklog(stage, { deliveries, webhooks: 1_000, types: 100 });
    return { "CPU per delivery, 10 webhooks / 1,000": ratio(ten.systemCpu, thousand.systemCpu) };
  },
});
