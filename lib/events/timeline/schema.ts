import { z } from "zod";
import { timestampSchema } from "../../timestamp";

const time = timestampSchema().optional();
const cursor = z.uuid("This cursor is not one that a list gave.").optional();

/** What a list of events can be narrowed by; in the API's query and in the pages' addresses alike. */
export const eventPageSchema = z.object({
  entityType: z.string().max(100).optional(),
  entityId: z.string().trim().max(200).optional(),
  eventType: z.string().max(100).optional(),
  /** "none": events without any delivery. */
  matched: z.enum(["none"], { error: 'The one choice is "none".' }).optional(),
  from: time,
  to: time,
  cursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type EventPage = z.output<typeof eventPageSchema>;

/** A page of an entity's timeline: its events are bigger than a row, so there are fewer. */
export const timelinePageSchema = z.object({
  entityType: z.string(),
  entityId: z.string(),
  cursor,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type TimelinePage = z.output<typeof timelinePageSchema>;

/** How many deliveries an event made, and where they stand. One that is being sent counts as pending. */
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
  /** Whether it came with an idempotency key; the key itself is the caller's. */
  hasIdempotencyKey: z.boolean(),
  /** Size of its data as JSON. */
  dataBytes: z.number(),
  /** Of its event type. */
  version: z.number(),
  /** What of its data does not fit the event type's schema. */
  warnings: z.array(z.string()),
  deliveries: deliveryCountsSchema,
});
export type EventSummary = z.infer<typeof eventSummarySchema>;

const webhook = z.object({ id: z.uuid(), name: z.string() });
export type WebhookName = z.infer<typeof webhook>;

/** What every step of a delivery says: when, which one, to whom. */
const ofDelivery = { at: z.iso.datetime(), traceId: z.uuid(), webhook };

const ofEvent = { at: z.iso.datetime() };

export const stepSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("received"), ...ofEvent, by: z.string() }),
  z.object({
    kind: z.literal("matched"),
    ...ofEvent,
    count: z.number(),
    /** With the delivery that it got. */
    webhooks: z.array(z.object({ ...webhook.shape, traceId: z.uuid() })),
  }),
  z.object({ kind: z.literal("unmatched"), ...ofEvent }),
  z.object({
    kind: z.literal("passed_over"),
    ...ofEvent,
    webhook,
    /** disabled, condition_false, condition_error, template_error; more may come. */
    reason: z.string(),
    detail: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("not_subscribed"),
    ...ofEvent,
    count: z.number(),
    /** At most ten of them, by name. */
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
    /** Null while it is under way. */
    outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
    durationMs: z.number().nullable(),
    responseCode: z.number().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  /** An attempt of the engine that is under way. */
  z.object({ kind: z.literal("sending"), ...ofDelivery, number: z.number() }),
  z.object({ kind: z.literal("delivered"), ...ofDelivery }),
  /** The last retry failed. */
  z.object({ kind: z.literal("failed"), ...ofDelivery }),
  z.object({ kind: z.literal("paused_webhook"), ...ofDelivery }),
  /** Still to come: the first attempt or a retry. */
  z.object({ kind: z.literal("planned"), ...ofDelivery, number: z.number() }),
]);
export type Step = z.infer<typeof stepSchema>;
export type DeliveryStep = Extract<Step, { traceId: string }>;

export const eventTimelineSchema = z.object({
  ...eventSummarySchema.shape,
  /** In the order in which it happened; what is still to come is last. */
  steps: z.array(stepSchema),
  /** Deliveries whose steps are left out, to keep the answer short. */
  deliveriesLeftOut: z.number(),
});
export type EventTimeline = z.infer<typeof eventTimelineSchema>;

export const eventListSchema = z.object({
  items: z.array(eventSummarySchema),
  nextCursor: z.uuid().nullable(),
});
