import { z } from "zod";
import { sendManualAttempt } from "@/lib/deliveries/send-manual-attempt";
import { inngest } from "../client";
import { resendRequested } from "../signals";

const data = z.object({ attemptId: z.uuid(), webhookId: z.uuid() });

/** Makes the manual attempt that a person or an API key asked for. */
export const resend = inngest.createFunction(
  {
    id: "resend",
    triggers: [{ event: resendRequested }],
    concurrency: [{ key: "event.data.webhookId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const { attemptId } = data.parse(event.data);
    await step.run("attempt", () => sendManualAttempt(attemptId));
  },
);
