import { z } from "zod";

/** The data of a delivery/due signal as a function receives it. */
export const dueData = z.object({
  deliveryId: z.uuid(),
  webhookId: z.uuid(),
  number: z.number().int().min(1),
});
