import { attemptDeliveries } from "@/lib/deliveries/attempt-deliveries";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";
import { signalFollowUp } from "./follow-up";

/**
 * Attempts deliveries that are due now, up to a hundred of one webhook at a time: a run costs about 2 ms whatever its
 * size. A batch has one webhook, so that a receiver that hangs delays only its own deliveries.
 */
export const deliverDue = inngest.createFunction(
  {
    id: "deliver-due",
    triggers: [{ event: "delivery/due", if: "event.data.immediate == true" }],
    batchEvents: { maxSize: 100, timeout: "1s", key: "event.data.webhookId" },
    concurrency: [{ key: "event.data.webhookId", limit: 2 }],
    retries: 3,
  },
  async ({ events, step }) => {
    const refs = events.map((event) => signalSchemas["delivery/due"].parse(event.data));
    const followUp = await step.run("attempt", () => attemptDeliveries(refs));
    await signalFollowUp(step, followUp);
  },
);
