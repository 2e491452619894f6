import { z } from "zod";
import { timestampSchema } from "../timestamp";

export const deliveryStates = ["pending", "delivering", "succeeded", "failed", "held", "discarded"] as const;
export const deliveryStateSchema = z.enum(deliveryStates);
export type DeliveryStateName = z.infer<typeof deliveryStateSchema>;

/** The filters of a list of deliveries, in the API's query string and in the URLs of pages. */
export const deliveryFilterSchema = z.object({
  entityType: z.string().max(100).optional(),
  entityId: z.string().trim().max(200).optional(),
  webhookId: z.uuid("The webhook ID must be a UUID.").toLowerCase().optional(),
  /** The partner that owns the webhook. */
  partnerId: z.guid("The partner ID must be a UUID.").toLowerCase().optional(),
  eventType: z.string().max(100).optional(),
  /** Deliveries in any of these states; in a query string, the parameter is repeated. */
  state: z.array(deliveryStateSchema).min(1).max(deliveryStates.length).optional(),
  responseCode: z.coerce.number().int().min(100).max(999).optional(),
  from: timestampSchema().optional(),
  to: timestampSchema().optional(),
});
export type DeliveryFilter = z.output<typeof deliveryFilterSchema>;

export const defaultPageSize = 50;

export const deliveryPageQuerySchema = z.object({
  ...deliveryFilterSchema.shape,
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(defaultPageSize),
});
export type DeliveryPageQuery = z.output<typeof deliveryPageQuerySchema>;

/** The query of the API's list. */
export const deliveryListQuerySchema = z.object({
  ...deliveryPageQuerySchema.shape,
  /** Whether each delivery has its attempts, newest first. */
  attempts: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
});

/** A page of the portal's history. `newer`: the page of deliveries just newer than this trace ID. */
export const historyPageQuerySchema = z.object({
  ...deliveryPageQuerySchema.shape,
  newer: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
});
export type HistoryPageQuery = z.output<typeof historyPageQuerySchema>;

export const attemptSchema = z.object({
  id: z.uuid(),
  number: z.number().nullable(),
  manual: z.boolean(),
  requestedBy: z.string().nullable(),
  requestedAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  durationMs: z.number().nullable(),
  /** Null until the attempt has finished. */
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  destination: z.string().nullable(),
  destinationIp: z.string().nullable(),
  sourceIp: z.string().nullable(),
  method: z.string(),
  requestHeaders: z.record(z.string(), z.string()).nullable(),
  responseCode: z.number().nullable(),
  responseHeaders: z.record(z.string(), z.string()).nullable(),
  responseBytes: z.number().nullable(),
  responseTruncated: z.boolean(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  timing: z.record(z.string(), z.number()).nullable(),
});
/** An attempt as pages show it: `error` also has the two sentences of `message` separately. */
export type AttemptView = Omit<z.infer<typeof attemptSchema>, "error"> & {
  error: { code: string; message: string; cause: string; nextAction: string | null } | null;
};

export const deliverySchema = z.object({
  traceId: z.uuid(),
  eventId: z.uuid(),
  eventType: z.string(),
  eventTitle: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  webhookId: z.uuid(),
  webhookName: z.string(),
  /** The state of the webhook now. While it is paused, new deliveries are held; a resend is sent anyway. */
  webhookState: z.enum(["enabled", "disabled", "paused"]),
  simulated: z.boolean(),
  state: deliveryStateSchema,
  stateReason: z.string().nullable(),
  attemptCount: z.number(),
  /** The delivery's number in the header X-Hookledger-Sequence; null if it has no number (yet). */
  sequence: z.number().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  /** The trace ID of the delivery for the same entity that this one waits for, if its webhook sends in order. */
  waitsFor: z.uuid().nullable(),
  /** Whether this delivery has failed and the next one for its entity waits until this one is resent successfully or skipped. */
  blocksOrder: z.boolean(),
  lastResponseCode: z.number().nullable(),
  createdAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
});
export const deliveryWithAttemptsSchema = z.object({
  ...deliverySchema.shape,
  attempts: z.array(attemptSchema),
});
export type DeliveryView = z.infer<typeof deliverySchema>;
export type DeliveryWithAttempts = DeliveryView & { attempts: AttemptView[] };

export const deliveryListSchema = z.object({
  /** `attempts`: newest first, with the query parameter `attempts=true`. */
  items: z.array(z.object({ ...deliverySchema.shape, attempts: z.array(attemptSchema).optional() })),
  nextCursor: z.uuid().nullable(),
});
/** `requestId`: a new UUID, for a client that repeats a request because it got no response: one ID makes only one attempt. */
export const resendSchema = z.strictObject({ requestId: z.uuid().toLowerCase().optional() });
export const resendResultSchema = z.object({ attemptId: z.uuid() });
