// Short file: one Inngest function per file.
import { notifyOfFailures as notify } from "@/lib/notifications/notify-of-failures";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";

/** Warns users before failed deliveries pause a webhook. */
export const notifyOfFailures = inngest.createFunction(
  { id: "notify-of-failures", triggers: [{ event: "webhook/failing" }], retries: 3 },
  async ({ event, step }) => {
    const { webhookId } = signalSchemas["webhook/failing"].parse(event.data);
    await step.run("notify", () => notify(webhookId));
  },
);
