import { z } from "zod";

const eventTypeSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  entityType: z.string(),
  group: z.string(),
  system: z.string(),
  deprecated: z.boolean(),
  schema: z.record(z.string(), z.unknown()),
  sample: z.object({ entityId: z.string(), data: z.record(z.string(), z.unknown()) }),
});
export type EventTypeView = z.infer<typeof eventTypeSchema>;

export const eventTypeListSchema = z.object({ items: z.array(eventTypeSchema) });
