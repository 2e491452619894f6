import { z } from "zod";
import { tellOfPause as tell } from "@/lib/notices/tell-of-pause";
import { inngest } from "../client";
import { webhookPaused } from "../signals";

const data = z.object({ webhookId: z.uuid() });

/** Tells people that the engine paused a webhook. */
export const tellOfPause = inngest.createFunction(
  { id: "tell-of-pause", triggers: [{ event: webhookPaused }], retries: 3 },
  async ({ event, step }) => {
    const { webhookId } = data.parse(event.data);
    await step.run("tell", () => tell(webhookId));
  },
);
