import { sendManualAttempt } from "@/lib/deliveries/send-manual-attempt";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";

/** Sends the manual attempt that a user or an API key requested. */
export const resend = inngest.createFunction(
  {
    id: "resend",
    triggers: [{ event: "delivery/resend-requested" }],
    concurrency: [{ key: "event.data.webhookId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const { attemptId } = signalSchemas["delivery/resend-requested"].parse(event.data);
    await step.run("attempt", () => sendManualAttempt(attemptId));
  },
);
