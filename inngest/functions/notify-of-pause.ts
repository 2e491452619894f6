import { z } from "zod";
import { notifyOfPause as tell } from "@/lib/notifications/notify-of-pause";
import { inngest } from "../client";
import { webhookPaused } from "../signals";

const data = z.object({ webhookId: z.uuid() });

/** Tells people that the engine paused a webhook. */
export const notifyOfPause = inngest.createFunction(
  { id: "tell-of-pause", triggers: [{ event: webhookPaused }], retries: 3 },
  async ({ event, step }) => {
    const { webhookId } = data.parse(event.data);
    await step.run("tell", () => tell(webhookId));
  },
);
