import { z } from "zod";
import {
  deliveryListSchema,
  deliveryPageSchema,
  deliveryWithAttemptsSchema,
  resentSchema,
} from "../../deliveries/schema";
import { dialectListSchema } from "../../dialects/schema";
import {
  acceptedBatchSchema,
  acceptedSchema,
  eventBatchSchema,
  eventSchema,
  maxBatchBytes,
  maxEventBytes,
} from "../../events/schema";
import { eventListSchema, eventPageSchema, eventTimelineSchema } from "../../events/timeline/schema";
import type { Call } from "../endpoint/call";
import {
  idempotencyConflict,
  overBudget,
  resendErrors,
  schemaMismatch,
  unknownEventType,
  unknownPartner,
  unknownVersion,
} from "./documented-errors";
import { eventTypeCalls } from "./event-type-calls";
import { webhookCalls } from "./webhook-calls";

const order =
  "Deliveries have no promised order: they run side by side, and a retry comes after newer events. A receiver that needs the order compares `occurredAt`, or the trace ids: UUIDs of version 7, which sort by the time of acceptance.";
const sorted =
  "Ids are UUIDs of version 7: they sort by the time of acceptance, which need not be the order of `occurredAt` or of arrival at a receiver.";

/** Every call of the native API that takes an API key. A test holds them against the route files. */
export const calls = {
  postEvent: {
    method: "POST",
    path: "/api/v1/events",
    summary: "Say that something happened to an entity",
    description: order,
    permission: "events:write",
    body: eventSchema,
    exactNumbers: true,
    maxBytes: maxEventBytes,
    example: { type: "PaymentReversed", entityId: "L-102", data: { amount: 120.5 } },
    rejections: [
      unknownEventType,
      unknownVersion,
      schemaMismatch,
      unknownPartner,
      idempotencyConflict,
      overBudget,
    ],
    answer: { status: 202, body: acceptedSchema, description: "On disk; it will be delivered." },
  },
  postEvents: {
    method: "POST",
    path: "/api/v1/events/batch",
    summary: "Say up to 1,000 events at once, all or none",
    description: order,
    permission: "events:write",
    body: eventBatchSchema,
    exactNumbers: true,
    maxBytes: maxBatchBytes,
    example: { events: [{ type: "PaymentReversed", entityId: "L-102", data: { amount: 120.5 } }] },
    rejections: [
      unknownEventType,
      unknownVersion,
      schemaMismatch,
      unknownPartner,
      idempotencyConflict,
      overBudget,
    ],
    answer: { status: 202, body: acceptedBatchSchema, description: "On disk; they will be delivered." },
  },
  listEvents: {
    method: "GET",
    path: "/api/v1/events",
    summary: "Events, newest first; with `matched=none` those that no webhook wanted",
    description: sorted,
    permission: "deliveries:read",
    query: eventPageSchema,
    answer: {
      status: 200,
      body: eventListSchema,
      description:
        "A page; `nextCursor` leads to the next. With `matched=none` a page may be short before the end.",
    },
  },
  getEvent: {
    method: "GET",
    path: "/api/v1/events/{eventId}",
    summary: "One event with what happened to it, step by step",
    permission: "deliveries:read",
    answer: {
      status: 200,
      body: eventTimelineSchema,
      description: "What is still to come is the last step.",
    },
  },
  ...eventTypeCalls,
  listDialects: {
    method: "GET",
    path: "/api/v1/dialects",
    summary: "The wire shapes that a webhook can have, and their own settings",
    permission: "webhooks:read",
    answer: { status: 200, body: dialectListSchema, description: "Every dialect." },
  },
  ...webhookCalls,
  listDeliveries: {
    method: "GET",
    path: "/api/v1/deliveries",
    summary: "Deliveries, newest first",
    description: sorted,
    permission: "deliveries:read",
    query: deliveryPageSchema,
    answer: {
      status: 200,
      body: deliveryListSchema,
      description:
        "A page; `nextCursor` leads to the next. It may be short, even empty, while there is a next.",
    },
  },
  getDelivery: {
    method: "GET",
    path: "/api/v1/deliveries/{traceId}",
    summary: "One delivery with its attempts",
    permission: "deliveries:read",
    answer: { status: 200, body: deliveryWithAttemptsSchema, description: "Attempts oldest first." },
  },
  resend: {
    method: "POST",
    path: "/api/v1/deliveries/{traceId}/resend",
    summary: "Make one manual attempt with identical bytes",
    permission: "deliveries:resend",
    rejections: resendErrors,
    answer: { status: 202, body: resentSchema, description: "Queued; the scheduled retry stays as it is." },
  },
  requestBody: {
    method: "GET",
    path: "/api/v1/attempts/{attemptId}/request-body",
    summary: "The bytes that an attempt sent",
    permission: "deliveries:read",
    answer: { status: 200, contentType: "*/*", description: "As an attachment." },
  },
  responseBody: {
    method: "GET",
    path: "/api/v1/attempts/{attemptId}/response-body",
    summary: "The bytes that the receiver answered, up to 16 KiB",
    permission: "deliveries:read",
    answer: { status: 200, contentType: "*/*", description: "As an attachment." },
  },
  metrics: {
    method: "GET",
    path: "/api/v1/metrics",
    summary: "Metrics in Prometheus' text format",
    permission: "metrics:read",
    answer: {
      status: 200,
      body: z.string(),
      contentType: "text/plain",
      description: "One metric on each line, version 0.0.4.",
    },
  },
} satisfies Record<string, Call>;
