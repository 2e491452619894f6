import { z } from "zod";
import { dialectListSchema } from "../../dialects/schema";
import {
  acceptedBatchSchema,
  acceptedEventSchema,
  eventBatchSchema,
  eventSchema,
  maxBatchBytes,
  maxEventBytes,
} from "../../events/schema";
import { eventListSchema, eventPageQuerySchema, eventTimelineSchema } from "../../events/timeline/schema";
import type { Call } from "../endpoint/call";
import { wholeBodyNote, withheldNote } from "./customer-data-notes";
import { deliveryCalls, listOrderNote } from "./delivery-calls";
import { batchErrors, eventErrors, listErrors } from "./documented-errors";
import { eventTypeCalls } from "./event-type-calls";
import { feedCalls } from "./feed-calls";
import { incidentCalls } from "./incident-calls";
import { jobCalls } from "./job-calls";
import { portalLinkCalls } from "./portal-link-calls";
import { reconciliationCalls } from "./reconciliation-calls";
import { sourceCalls } from "./source-calls";
import { webhookCalls } from "./webhook-calls";

const deliveryOrderNote =
  "By default, deliveries are not ordered: they run concurrently, and a retry can arrive after newer events. With the setting `ordered`, a webhook sends its deliveries for each entity in order. A receiver that needs the order can also compare the trace IDs or, if the body has it, the event's time (`occurredAt`). Trace IDs are version 7 UUIDs, which sort by the time of acceptance.";

/** Every call of the native API that requires an API key. A test compares them with the route files. */
export const apiCalls = {
  postEvent: {
    method: "POST",
    path: "/api/v1/events",
    summary: "Send an event",
    description: deliveryOrderNote,
    permission: "events:write",
    body: eventSchema,
    exactNumbers: true,
    maxBytes: maxEventBytes,
    example: { type: "PaymentReversed", entityId: "L-102", data: { amount: 120.5 } },
    errors: listErrors(eventErrors),
    response: {
      status: 202,
      body: acceptedEventSchema,
      description: "Accepted. The event and its deliveries are on disk.",
    },
  },
  postEvents: {
    method: "POST",
    path: "/api/v1/events/batch",
    summary: "Send up to 1,000 events",
    description: `Either all events are accepted or none. ${deliveryOrderNote}`,
    permission: "events:write",
    body: eventBatchSchema,
    exactNumbers: true,
    maxBytes: maxBatchBytes,
    example: { events: [{ type: "PaymentReversed", entityId: "L-102", data: { amount: 120.5 } }] },
    errors: listErrors(batchErrors),
    response: {
      status: 202,
      body: acceptedBatchSchema,
      description: "Accepted. The events and their deliveries are on disk.",
    },
  },
  listEvents: {
    method: "GET",
    path: "/api/v1/events",
    summary: "List events",
    description: `${listOrderNote} ${withheldNote}`,
    permission: "deliveries:read",
    query: eventPageQuerySchema,
    response: {
      status: 200,
      body: eventListSchema,
      description:
        "One page of events, newest first; send `nextCursor` as `cursor` to get the next page. With `matched=none`, the list has only events without deliveries, and a page can be short even if more results follow.",
    },
  },
  getEvent: {
    method: "GET",
    path: "/api/v1/events/{eventId}",
    summary: "Get an event with its timeline",
    description: withheldNote,
    permission: "deliveries:read",
    response: {
      status: 200,
      body: eventTimelineSchema,
      description: "The timeline, oldest step first. Scheduled attempts come last.",
    },
  },
  ...eventTypeCalls,
  listDialects: {
    method: "GET",
    path: "/api/v1/dialects",
    summary: "List the dialects and their options",
    permission: "webhooks:read",
    response: { status: 200, body: dialectListSchema, description: "All dialects." },
  },
  ...webhookCalls,
  ...feedCalls,
  ...reconciliationCalls,
  ...deliveryCalls,
  ...incidentCalls,
  ...jobCalls,
  ...sourceCalls,
  ...portalLinkCalls,
  requestBody: {
    method: "GET",
    path: "/api/v1/attempts/{attemptId}/request-body",
    summary: "Download an attempt's request body",
    description: wholeBodyNote,
    permission: "deliveries:read",
    response: { status: 200, contentType: "*/*", description: "The exact bytes, as an attachment." },
  },
  responseBody: {
    method: "GET",
    path: "/api/v1/attempts/{attemptId}/response-body",
    summary: "Download an attempt's response body",
    description: wholeBodyNote,
    permission: "deliveries:read",
    response: { status: 200, contentType: "*/*", description: "The first 16 KiB, as an attachment." },
  },
  metrics: {
    method: "GET",
    path: "/api/v1/metrics",
    summary: "Get metrics for Prometheus",
    permission: "metrics:read",
    response: {
      status: 200,
      body: z.string(),
      contentType: "text/plain",
      description: "Metrics in the Prometheus text format, version 0.0.4.",
    },
  },
} satisfies Record<string, Call>;
