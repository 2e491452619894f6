// Short file: one Inngest function per file.
import { notifyOfPause as notify } from "@/lib/notifications/notify-of-pause";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";

/** Notifies users that failed deliveries paused a webhook. */
export const notifyOfPause = inngest.createFunction(
  { id: "notify-of-pause", triggers: [{ event: "webhook/paused" }], retries: 3 },
  async ({ event, step }) => {
    const { webhookId } = signalSchemas["webhook/paused"].parse(event.data);
    await step.run("notify", () => notify(webhookId));
  },
);
