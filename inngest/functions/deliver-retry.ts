import { attemptDeliveries } from "@/lib/deliveries/attempt-deliveries";
import { inngest } from "../client";
import { deliveryDue } from "../signals";
import { dueData } from "./due-data";
import { signalFollowUp } from "./follow-up";

/** Attempts one delivery at the time its signal carries: a retry, or the end of a lease whose holder died. */
export const deliverRetry = inngest.createFunction(
  {
    id: "deliver-retry",
    triggers: [{ event: deliveryDue, if: "event.data.immediate == false" }],
    concurrency: [{ key: "event.data.webhookId", limit: 8 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const ref = dueData.parse(event.data);
    const followUp = await step.run("attempt", () => attemptDeliveries([ref]));
    await signalFollowUp(step, followUp);
  },
);
