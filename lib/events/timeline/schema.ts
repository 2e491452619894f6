import { z } from "zod";
import { timestampSchema } from "../../timestamp";

const time = timestampSchema().optional();
const cursor = z.uuid("This cursor is invalid. Use one returned by the list.").optional();

/** The filters of a list of events, in the API's query string and in the URLs of pages. */
export const eventPageSchema = z.object({
  entityType: z.string().max(100).optional(),
  entityId: z.string().trim().max(200).optional(),
  eventType: z.string().max(100).optional(),
  /** "none": events without any delivery. */
  matched: z.enum(["none"], { error: 'The only allowed value is "none".' }).optional(),
  from: time,
  to: time,
  cursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type EventPage = z.output<typeof eventPageSchema>;

/** A page of an entity's timeline. Shorter than a list of events, because each event comes with its steps. */
export const timelinePageSchema = z.object({
  entityType: z.string(),
  entityId: z.string(),
  cursor,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type TimelinePage = z.output<typeof timelinePageSchema>;

/** Deliveries of an event, by state. One that is being sent counts as pending. */
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
  /** Whether it was sent with an idempotency key; the key itself is not shown. */
  hasIdempotencyKey: z.boolean(),
  /** Size of the data as JSON. */
  dataBytes: z.number(),
  /** Version of the event type. */
  version: z.number(),
  /** Validation errors of the data. */
  warnings: z.array(z.string()),
  deliveries: deliveryCountsSchema,
});
export type EventSummary = z.infer<typeof eventSummarySchema>;

const webhook = z.object({ id: z.uuid(), name: z.string() });
export type WebhookName = z.infer<typeof webhook>;

/** The fields of every step of a delivery. */
const ofDelivery = { at: z.iso.datetime(), traceId: z.uuid(), webhook };

const ofEvent = { at: z.iso.datetime() };

export const stepSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("received"), ...ofEvent, by: z.string() }),
  z.object({
    kind: z.literal("matched"),
    ...ofEvent,
    count: z.number(),
    /** Each with the trace ID of its delivery. */
    webhooks: z.array(z.object({ ...webhook.shape, traceId: z.uuid() })),
  }),
  z.object({ kind: z.literal("unmatched"), ...ofEvent }),
  z.object({
    kind: z.literal("passed_over"),
    ...ofEvent,
    webhook,
    /** disabled, condition_false, condition_error or template_error; more may be added. */
    reason: z.string(),
    detail: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("not_subscribed"),
    ...ofEvent,
    count: z.number(),
    /** The first ten by name. */
    webhooks: z.array(webhook),
  }),
  z.object({ kind: z.literal("held"), ...ofDelivery, reason: z.string() }),
  z.object({ kind: z.literal("released"), ...ofDelivery, by: z.string() }),
  z.object({
    kind: z.literal("discarded"),
    ...ofDelivery,
    by: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  z.object({ kind: z.literal("resent"), ...ofDelivery, attemptId: z.uuid(), by: z.string() }),
  z.object({
    kind: z.literal("attempt"),
    ...ofDelivery,
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
  z.object({ kind: z.literal("sending"), ...ofDelivery, number: z.number() }),
  z.object({ kind: z.literal("delivered"), ...ofDelivery }),
  /** The last retry failed. */
  z.object({ kind: z.literal("failed"), ...ofDelivery }),
  z.object({ kind: z.literal("paused_webhook"), ...ofDelivery }),
  /** Upcoming: the first attempt or a retry. */
  z.object({ kind: z.literal("planned"), ...ofDelivery, number: z.number() }),
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
