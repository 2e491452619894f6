import { defineMeasure } from "../define-measure";
import { median } from "../statistics";
import { subscribe } from "../subscribe";

const webhooks = 1_000;
const warmUps = 3;
const rounds = 10;

/** Measures the time to the response to an event for a thousand webhooks. Each event is sent after all deliveries of the previous one. */
export const fanOut = defineMeasure({
  name: "fan-out",
  units: { "One event to 1,000 webhooks, time to the 202": "ms" },
  async measure(stage) {
    const system = await stage.startSystem();
    try {
      const [type] = await subscribe(system, stage.sink.urls, { webhooks, types: 1 });
      const times: number[] = [];
      for (let round = 0; round < warmUps + stage.scale(rounds); round += 1) {
        await stage.sink.reset();
        const postedAt = performance.now();
        await system.call("POST", "/api/v1/events", {
          type,
          entityId: `L-${round}`,
          data: { amount: round },
        });
        if (round >= warmUps) times.push(performance.now() - postedAt);
        await stage.sink.waitFor(webhooks);
      }
      return { "One event to 1,000 webhooks, time to the 202": median(times) };
    } finally {
      await system.stop();
    }
  },
});
