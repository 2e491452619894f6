import { attemptDeliveries } from "@/lib/deliveries/attempt-deliveries";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";
import { signalFollowUp } from "./follow-up";

/** Attempts one delivery at the time of its signal: a retry, or the end of a lease whose worker died. */
export const deliverRetry = inngest.createFunction(
  {
    id: "deliver-retry",
    triggers: [{ event: "delivery/due", if: "event.data.immediate == false" }],
    concurrency: [{ key: "event.data.webhookId", limit: 8 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const ref = signalSchemas["delivery/due"].parse(event.data);
    const followUp = await step.run("attempt", () => attemptDeliveries([ref]));
    await signalFollowUp(step, followUp);
  },
);
