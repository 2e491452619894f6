import { z } from "zod";
import { webhookLimit } from "../api/documented-errors";
import type { Call, Rejection } from "../endpoint/call";
import {
  ownerSchema,
  simulatedWebhookSchema,
  subscriptionQuerySchema,
  subscriptionSchema,
  subscriptionViewSchema,
  unregisterSchema,
  webhookUriSchema,
} from "./schema";

/** Names the secrets that a change of scheme, host or port removed. */
export const warningHeader = "X-Hookledger-Warning";

const dropped = `Where scheme, host or port of webhookUri changed, header values and receiver authentication that were set in the portal are removed; the header ${warningHeader} names each of them.`;

const empty = (description: string) => ({ status: 200, description: `${description} Without a body.` });

const noOwner: Rejection[] = [
  {
    status: 400,
    code: "unknown_partner",
    when: "Nothing says whose subscriptions: neither a field nor the key.",
  },
  {
    status: 404,
    code: "unknown_partner",
    when: "There is no such partner or customer that this key may see.",
  },
];
const noSubscription: Rejection = {
  status: 404,
  code: "not_found",
  when: "The partner has no such subscription.",
};
const several: Rejection = { status: 400, code: "ambiguous", when: "Several subscriptions fit: send `id`." };
const unknownEvent: Rejection = {
  status: 400,
  code: "unknown_event_type",
  when: "There is no event of that name.",
};

/**
 * Every call of Plexe's partner API. Each field may come in the query or in the body, in any case; `query` here names
 * those of a read, `body` those of a write.
 */
export const plexeCalls = {
  register: {
    method: "POST",
    path: "/api/Webhook/register",
    summary: "Make or change a subscription",
    permission: "webhooks:write",
    query: ownerSchema,
    body: subscriptionSchema,
    example: {
      webhookUri: "https://partner.example.com/webhooks/plexe",
      secret: "shared-secret",
      isActive: true,
      webhooks: ["WB_Customer_Created", "WB_Application_Created"],
    },
    rejections: [...noOwner, noSubscription, unknownEvent, webhookLimit],
    answer: empty(`Registered. ${dropped}`),
  },
  unregister: {
    method: "POST",
    path: "/api/Webhook/unregister",
    summary: "End a subscription, or some of its events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: unregisterSchema,
    emptyBody: true,
    rejections: [...noOwner, noSubscription, several, unknownEvent],
    answer: empty("It gets nothing more."),
  },
  updateAll: {
    method: "POST",
    path: "/api/Webhook/update-all",
    summary: "Subscribe all of the partner's subscriptions to all events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: ownerSchema,
    emptyBody: true,
    rejections: [...noOwner, noSubscription],
    answer: empty("Subscribed to all."),
  },
  updateWebhookUri: {
    method: "POST",
    path: "/api/Webhook/update-webhook-uri",
    summary: "Send a subscription's notices to another address",
    permission: "webhooks:write",
    query: webhookUriSchema.partial(),
    body: webhookUriSchema,
    emptyBody: true,
    example: { webhookUri: "https://partner.example.com/webhooks/plexe" },
    rejections: [...noOwner, noSubscription, several],
    answer: empty(`Changed, from the next attempt on. ${dropped}`),
  },
  generateSimulatedWebhook: {
    method: "POST",
    path: "/api/Webhook/generate-simulated-webhook",
    summary: "Send the sample of an event to the active subscriptions that want it",
    permission: "webhooks:write",
    query: simulatedWebhookSchema.partial(),
    body: simulatedWebhookSchema,
    emptyBody: true,
    example: { eventName: "WB_Customer_Created" },
    rejections: [
      ...noOwner,
      unknownEvent,
      { status: 404, code: "not_found", when: "No active subscription wants this event." },
    ],
    answer: empty("Queued, marked as simulated."),
  },
  getRegisteredWebhooks: {
    method: "GET",
    path: "/api/Webhook/get-registered-webhooks",
    summary: "The names of the events that the partner is subscribed to",
    permission: "webhooks:read",
    query: ownerSchema,
    rejections: noOwner,
    answer: { status: 200, body: z.array(z.string()), description: "Names, sorted; none: []." },
  },
  subscription: {
    method: "GET",
    path: "/api/Webhook/subscription",
    summary: "The partner's subscription and how its last delivery went",
    permission: "webhooks:read",
    query: subscriptionQuerySchema,
    rejections: [...noOwner, noSubscription],
    answer: {
      status: 200,
      body: z.union([subscriptionViewSchema, z.array(subscriptionViewSchema)]),
      description: "The one that there is, or that `id` names; a list when there are several.",
    },
  },
} satisfies Record<string, Call>;
