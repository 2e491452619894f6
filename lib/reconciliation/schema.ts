import { z } from "zod";
import { deliveryStateSchema } from "../deliveries/schema";
import { jobSchema } from "../jobs/schema";
import { timestampSchema } from "../timestamp";

/** The size limit of the list that a receiver sends. */
export const maxListBytes = 64 * 1024 * 1024;

/** A line of the list: a trace ID or a range of sequence numbers that the receiver has. */
export const listLineSchema = z.union([
  z.uuid(),
  z.object({ traceId: z.uuid() }),
  // A range of sequence numbers, both included; `from` is not above `to`.
  z.object({ from: z.int().min(1), to: z.int().min(1) }),
]);

export const reconcileQuerySchema = z
  .object({
    from: timestampSchema().optional(),
    to: timestampSchema().optional(),
    /** Starts a job that resends what the receiver is missing. */
    resend: z
      .enum(["true", "false"], 'Send "true" or "false".')
      .default("false")
      .transform((text) => text === "true"),
  })
  .superRefine(({ from, to, resend }, context) => {
    const reject = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (from && to && Date.parse(to) <= Date.parse(from))
      reject("to", "The window ends before it starts. Send a `to` that is after `from`.");
    if (resend && !from)
      reject(
        "from",
        "Send the time from which the list is complete: all missing deliveries since then are resent.",
      );
  });
export type ReconcileQuery = z.output<typeof reconcileQuerySchema>;

/**
 * The kind of a delivery that the receiver's list lacks: "missing" if it succeeded or failed permanently, "unsent" if it is
 * pending or held, or "discarded".
 */
const itemKindSchema = z.enum(["missing", "unsent", "discarded"]);

export const reconciliationItemSchema = z.object({
  traceId: z.uuid(),
  /** Its sequence number; null if it has none (yet). */
  sequence: z.number().nullable(),
  /** The kind at the time of the reconciliation. */
  kind: itemKindSchema,
  /** The current state. */
  state: deliveryStateSchema,
  stateReason: z.string().nullable(),
  /** The user or API key that discarded the delivery. */
  discardedBy: z.string().nullable(),
  eventType: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  lastResponseCode: z.number().nullable(),
  createdAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
});
export type ReconciliationItem = z.infer<typeof reconciliationItemSchema>;

export const itemPageQuerySchema = z.object({
  kind: itemKindSchema.default("missing"),
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type ItemPageQuery = z.output<typeof itemPageQuerySchema>;
export const itemListSchema = z.object({
  items: z.array(reconciliationItemSchema),
  nextCursor: z.uuid().nullable(),
});

/** An ignored line of the list, with its text (at most 100 characters). */
const lineExampleSchema = z.object({
  line: z.number(),
  problem: z.enum(["invalid", "duplicate", "unknown"]),
  text: z.string(),
});
export type LineExample = z.infer<typeof lineExampleSchema>;

export const reconciliationSchema = z.object({
  id: z.uuid(),
  webhookId: z.uuid(),
  /** Deliveries of the webhook in the window. */
  deliveries: z.number(),
  /** How many of these deliveries the receiver has. */
  received: z.number(),
  missing: z.number(),
  unsent: z.number(),
  discarded: z.number(),
  /** The contents of the list. Each line counts once: as a trace ID, as a range, as a duplicate or as invalid. */
  list: z.object({
    traceIds: z.number(),
    /** Ranges of sequence numbers. They can overlap. */
    ranges: z.number(),
    duplicates: z.number(),
    invalid: z.number(),
    /** Trace IDs of no delivery of this webhook, and ranges with a number that none of its deliveries has. Both are ignored. */
    unknown: z.number(),
    /** Trace IDs of deliveries of this webhook that are not in the window. */
    outsideWindow: z.number(),
    /** The first lines with each problem. */
    examples: z.array(lineExampleSchema),
  }),
  /** The first page of the missing deliveries; the list of items has the rest. */
  ...itemListSchema.shape,
  job: jobSchema.nullable(),
});
export type ReconciliationView = z.infer<typeof reconciliationSchema>;
