import { z } from "zod";

export const incidentStates = ["open", "closed"] as const;

/** Held and failed deliveries are counted up to this number. */
export const maxCountedDeliveries = 10_000;

const countSchema = z.number().int().max(maxCountedDeliveries);

export const incidentSchema = z.object({
  id: z.uuid(),
  state: z.enum(incidentStates),
  webhookId: z.uuid(),
  webhookName: z.string(),
  webhookState: z.enum(["enabled", "disabled", "paused", "deleted"]),
  /** The reason code of the failures, its title, and the last failure in a sentence. */
  errorCode: z.string(),
  title: z.string(),
  message: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** How often it was reopened, because a delivery failed within an hour after it was closed. */
  reopened: z.number().int(),
  /** The deliveries of the webhook that are held now, and those that failed permanently for this reason and are still failed. */
  held: countSchema,
  failed: countSchema,
  /** The most deliveries that were held, and the number of permanent failures, since it was opened. */
  peakHeld: z.number().int(),
  totalFailed: z.number().int(),
  lastFailedAt: z.iso.datetime().nullable(),
  /** The delivery that failed last. */
  lastTraceId: z.uuid().nullable(),
  /** The e-mail address of the webhook's owner. */
  owner: z.string().nullable(),
  /** The user who takes care of it. A partner does not see the ID and the name of a user of the lender. */
  assigneeId: z.uuid().nullable(),
  assignee: z.string().nullable(),
});
export type IncidentView = z.infer<typeof incidentSchema>;

export const incidentListSchema = z.object({
  items: z.array(incidentSchema),
  nextCursor: z.uuid().nullable(),
});

export const incidentPageQuerySchema = z.object({
  state: z.enum(incidentStates, "Send open or closed.").optional(),
  webhookId: z.uuid("The webhook ID must be a UUID.").toLowerCase().optional(),
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type IncidentPageQuery = z.output<typeof incidentPageQuerySchema>;

export const incidentEntryKinds = [
  "opened",
  "reopened",
  "paused",
  "enabled",
  "disabled",
  "assigned",
  "note",
  "closed",
] as const;

export const incidentEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(incidentEntryKinds),
  /** Who did it: an e-mail address, an API key, or "Hookledger". A partner does not see who of the lender it was. */
  actor: z.string(),
  /** The text of a note or of a user who closed it; the name of the assignee, or null if nobody is assigned any more. */
  text: z.string().nullable(),
});
export type IncidentEntry = z.infer<typeof incidentEntrySchema>;

/** An incident with what happened to it, oldest first. */
export const incidentWithHistorySchema = incidentSchema.extend({ history: z.array(incidentEntrySchema) });

export const noteSchema = z
  .string()
  .trim()
  .min(1, "Enter a note.")
  .max(2_000, "Enter at most 2,000 characters.");
