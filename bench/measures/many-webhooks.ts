import { drainBacklog } from "../drain-backlog";
import { defineMeasure } from "../measure";
import { ratio } from "../statistics";

/** What a thousand webhooks cost the claims. Each event has ten deliveries, in both drains. */
export const manyWebhooks = defineMeasure({
  name: "many-webhooks",
  units: { "Drain over 1,000 webhooks / over 10, by CPU": "ratio" },
  async measure(stage) {
    const deliveries = stage.scaled(40_000);
    const ten = await drainBacklog(stage, { deliveries, webhooks: 10, types: 1 });
    const thousand = await drainBacklog(stage, { deliveries, webhooks: 1_000, types: 100 });
    return { "Drain over 1,000 webhooks / over 10, by CPU": ratio(ten.systemCpu, thousand.systemCpu) };
  },
});
