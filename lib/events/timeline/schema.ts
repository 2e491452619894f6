import { z } from "zod";
import { timestampSchema } from "../../timestamp";

const optionalTimeSchema = timestampSchema().optional();
const cursorSchema = z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional();

/** The filters of a list of events, in the API's query string and in the URLs of the portal's pages. */
export const eventPageQuerySchema = z.object({
  entityType: z.string().max(100).optional(),
  entityId: z.string().trim().max(200).optional(),
  eventType: z.string().max(100).optional(),
  /** "none": events without any delivery. */
  matched: z.enum(["none"], { error: 'The only allowed value is "none".' }).optional(),
  from: optionalTimeSchema,
  to: optionalTimeSchema,
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type EventPageQuery = z.output<typeof eventPageQuerySchema>;

/** The query for a page of an entity's timeline. Pages are shorter than those of a list of events, because each event has its steps. */
export const timelinePageQuerySchema = z.object({
  entityType: z.string(),
  entityId: z.string(),
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type TimelinePageQuery = z.output<typeof timelinePageQuerySchema>;

/** Deliveries of an event, by state. A delivery that is being sent counts as pending. */
export const deliveryCountsSchema = z.object({
  total: z.number(),
  pending: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  held: z.number(),
  discarded: z.number(),
});
export type DeliveryCounts = z.infer<typeof deliveryCountsSchema>;

export const eventSummarySchema = z.object({
  id: z.uuid(),
  type: z.string(),
  title: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  partnerId: z.guid().nullable(),
  partnerName: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  occurredAt: z.iso.datetime(),
  receivedBy: z.string(),
  simulated: z.boolean(),
  /** The message of a source that it was made from, and whether that message was verified; null for an event that was sent to this API. */
  source: z.object({ messageId: z.uuid(), verified: z.boolean() }).nullable(),
  /** Whether it was sent with an idempotency key; the key itself is not shown. */
  hasIdempotencyKey: z.boolean(),
  /** Size of the data as JSON. */
  dataBytes: z.number(),
  /** Version of the event type. */
  version: z.number(),
  /** Validation errors of the data, and patterns of the schema that were not applied. Empty once retention has removed the data. */
  warnings: z.array(z.string()),
  deliveries: deliveryCountsSchema,
});
export type EventSummary = z.infer<typeof eventSummarySchema>;

const namedWebhookSchema = z.object({ id: z.uuid(), name: z.string() });
export type NamedWebhook = z.infer<typeof namedWebhookSchema>;

/** The fields of every step of a delivery. */
const deliveryStepFields = { at: z.iso.datetime(), traceId: z.uuid(), webhook: namedWebhookSchema };

const eventStepFields = { at: z.iso.datetime() };

export const stepSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("received"), ...eventStepFields, by: z.string() }),
  z.object({
    kind: z.literal("matched"),
    ...eventStepFields,
    count: z.number(),
    /** The matched webhooks, each with the trace ID of its delivery. */
    webhooks: z.array(z.object({ ...namedWebhookSchema.shape, traceId: z.uuid() })),
  }),
  z.object({ kind: z.literal("unmatched"), ...eventStepFields }),
  z.object({
    kind: z.literal("passed_over"),
    ...eventStepFields,
    webhook: namedWebhookSchema,
    /** disabled, condition_false, condition_error or template_error; more may be added. */
    reason: z.string(),
    detail: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("not_subscribed"),
    ...eventStepFields,
    count: z.number(),
    /** The first ten by name. */
    webhooks: z.array(namedWebhookSchema),
  }),
  /** A job created the delivery, because the event had been accepted without it; `by` requested the job. */
  z.object({ kind: z.literal("replayed"), ...deliveryStepFields, by: z.string() }),
  z.object({ kind: z.literal("held"), ...deliveryStepFields, reason: z.string() }),
  z.object({ kind: z.literal("released"), ...deliveryStepFields, by: z.string() }),
  z.object({
    kind: z.literal("discarded"),
    ...deliveryStepFields,
    by: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  z.object({ kind: z.literal("resent"), ...deliveryStepFields, attemptId: z.uuid(), by: z.string() }),
  z.object({
    kind: z.literal("attempt"),
    ...deliveryStepFields,
    attemptId: z.uuid(),
    number: z.number().nullable(),
    manual: z.boolean(),
    /** Null while the attempt is in progress. */
    outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
    durationMs: z.number().nullable(),
    responseCode: z.number().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  /** A scheduled attempt in progress. */
  z.object({ kind: z.literal("sending"), ...deliveryStepFields, number: z.number() }),
  z.object({ kind: z.literal("delivered"), ...deliveryStepFields }),
  /** The delivery failed permanently. */
  z.object({ kind: z.literal("failed"), ...deliveryStepFields }),
  z.object({ kind: z.literal("paused_webhook"), ...deliveryStepFields }),
  /** An upcoming attempt: the first one or a retry. */
  z.object({ kind: z.literal("planned"), ...deliveryStepFields, number: z.number() }),
]);
export type Step = z.infer<typeof stepSchema>;
export type DeliveryStep = Extract<Step, { traceId: string }>;

export const eventTimelineSchema = z.object({
  ...eventSummarySchema.shape,
  /** In chronological order; upcoming steps are last. */
  steps: z.array(stepSchema),
  /** Number of deliveries whose steps are omitted to limit the size of the response. */
  deliveriesLeftOut: z.number(),
});
export type EventTimeline = z.infer<typeof eventTimelineSchema>;

export const eventListSchema = z.object({
  items: z.array(eventSummarySchema),
  nextCursor: z.uuid().nullable(),
});
