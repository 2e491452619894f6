import { z } from "zod";
import { webhookLimitReached } from "../api/documented-errors";
import type { Call, DocumentedError } from "../endpoint/call";
import {
  ownerSchema,
  simulatedWebhookSchema,
  subscriptionQuerySchema,
  subscriptionSchema,
  subscriptionViewSchema,
  unregisterSchema,
  updateWebhookUriSchema,
} from "./schema";

/** The response header that lists the secrets that were removed because the scheme, host or port of the URL changed. */
export const warningHeader = "X-Hookledger-Warning";

const removedSecretsNote = `If the scheme, host or port of webhookUri changed, header values and receiver authentication that were set in the portal are removed; the header ${warningHeader} lists what was removed.`;

const emptyResponse = (description: string) => ({
  status: 200,
  description: `${description} The response body is empty.`,
});

const ownerErrors: DocumentedError[] = [
  {
    status: 400,
    code: "unknown_partner",
    when: "Neither `partnerId` nor `customerId` was sent, or the two differ. Send one of them.",
  },
  {
    status: 404,
    code: "unknown_partner",
    when: "The partner or customer does not exist, or this API key cannot see it.",
  },
];
const noSubscription: DocumentedError = {
  status: 404,
  code: "not_found",
  when: "The partner has no subscription, or no subscription that matches the request.",
};
const unknownSubscriptionId: DocumentedError = {
  status: 404,
  code: "not_found",
  when: "The partner has no subscription with this `id`.",
};
const ambiguousSubscription: DocumentedError = {
  status: 400,
  code: "ambiguous",
  when: "The partner has several subscriptions, and the request does not say which one. Send `id`.",
};
const unknownEvent: DocumentedError = {
  status: 400,
  code: "unknown_event_type",
  when: "The event does not exist.",
};

/**
 * Every call of Plexe's partner API. Each field may come in the query or in the body, with its name in any case. All fields of a
 * request are parsed by the schema `body` if the call has one, otherwise by `query`.
 */
export const plexeCalls = {
  register: {
    method: "POST",
    path: "/api/Webhook/register",
    summary: "Create or update a subscription",
    permission: "webhooks:write",
    query: ownerSchema,
    body: subscriptionSchema,
    example: {
      webhookUri: "https://partner.example.com/webhooks/plexe",
      secret: "shared-secret",
      isActive: true,
      webhooks: ["WB_Customer_Created", "WB_Application_Created"],
    },
    errors: [...ownerErrors, unknownSubscriptionId, unknownEvent, webhookLimitReached],
    response: emptyResponse(`Registered. ${removedSecretsNote}`),
  },
  unregister: {
    method: "POST",
    path: "/api/Webhook/unregister",
    summary: "End a subscription, or remove some of its events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: unregisterSchema,
    emptyBody: true,
    errors: [...ownerErrors, noSubscription, ambiguousSubscription, unknownEvent],
    response: emptyResponse("Unregistered."),
  },
  updateAll: {
    method: "POST",
    path: "/api/Webhook/update-all",
    summary: "Extend each of the partner's subscriptions to all events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: ownerSchema,
    emptyBody: true,
    errors: [...ownerErrors, noSubscription],
    response: emptyResponse("Subscribed to all events."),
  },
  updateWebhookUri: {
    method: "POST",
    path: "/api/Webhook/update-webhook-uri",
    summary: "Change a subscription's URL",
    permission: "webhooks:write",
    query: updateWebhookUriSchema.partial(),
    body: updateWebhookUriSchema,
    emptyBody: true,
    example: { webhookUri: "https://partner.example.com/webhooks/plexe" },
    errors: [...ownerErrors, noSubscription, ambiguousSubscription],
    response: emptyResponse(`Changed; the next attempt uses the new URL. ${removedSecretsNote}`),
  },
  generateSimulatedWebhook: {
    method: "POST",
    path: "/api/Webhook/generate-simulated-webhook",
    summary: "Send an event's sample to all active subscriptions that include the event",
    permission: "webhooks:write",
    query: simulatedWebhookSchema.partial(),
    body: simulatedWebhookSchema,
    emptyBody: true,
    example: { eventName: "WB_Customer_Created" },
    errors: [
      ...ownerErrors,
      unknownEvent,
      { status: 404, code: "not_found", when: "No active subscription includes this event." },
    ],
    response: emptyResponse("A simulated event is queued for each of these subscriptions."),
  },
  getRegisteredWebhooks: {
    method: "GET",
    path: "/api/Webhook/get-registered-webhooks",
    summary: "List the events that the partner is subscribed to",
    permission: "webhooks:read",
    query: ownerSchema,
    errors: ownerErrors,
    response: {
      status: 200,
      body: z.array(z.string()),
      description: "The event names, sorted; [] if the partner is subscribed to no events.",
    },
  },
  subscription: {
    method: "GET",
    path: "/api/Webhook/subscription",
    summary: "Get the partner's subscription and the outcome of its last delivery",
    permission: "webhooks:read",
    query: subscriptionQuerySchema,
    errors: [...ownerErrors, noSubscription],
    response: {
      status: 200,
      body: z.union([subscriptionViewSchema, z.array(subscriptionViewSchema)]),
      description:
        "The partner's only subscription, or the subscription with the given `id`. If the partner has several subscriptions and `id` is omitted, a list of subscriptions.",
    },
  },
} satisfies Record<string, Call>;
