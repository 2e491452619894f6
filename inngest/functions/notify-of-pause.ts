// Alone: one Inngest function a file.
import { notifyOfPause as tell } from "@/lib/notifications/notify-of-pause";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";

/** Tells people that the engine paused a webhook. */
export const notifyOfPause = inngest.createFunction(
  { id: "tell-of-pause", triggers: [{ event: "webhook/paused" }], retries: 3 },
  async ({ event, step }) => {
    const { webhookId } = signalSchemas["webhook/paused"].parse(event.data);
    await step.run("tell", () => tell(webhookId));
  },
);
