import { z } from "zod";
import type { Call } from "../api/call";
import {
  ownerSchema,
  simulatedWebhookSchema,
  subscriptionQuerySchema,
  subscriptionSchema,
  subscriptionViewSchema,
  unregisterSchema,
  webhookUriSchema,
} from "./schema";

const empty = (description: string) => ({ status: 200, description: `${description} Without a body.` });

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
    answer: empty("Registered."),
  },
  unregister: {
    method: "POST",
    path: "/api/Webhook/unregister",
    summary: "End a subscription, or some of its events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: unregisterSchema,
    emptyBody: true,
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
    answer: empty("Changed, from the next attempt on."),
  },
  generateSimulatedWebhook: {
    method: "POST",
    path: "/api/Webhook/generate-simulated-webhook",
    summary: "Send the sample of an event to the active subscriptions that want it",
    permission: "webhooks:write",
    query: simulatedWebhookSchema.partial(),
    body: simulatedWebhookSchema,
    emptyBody: true,
    answer: empty("Queued, marked as simulated."),
  },
  getRegisteredWebhooks: {
    method: "GET",
    path: "/api/Webhook/get-registered-webhooks",
    summary: "The names of the events that the partner is subscribed to",
    permission: "webhooks:read",
    query: ownerSchema,
    answer: { status: 200, body: z.array(z.string()), description: "Names, sorted; none: []." },
  },
  subscription: {
    method: "GET",
    path: "/api/Webhook/subscription",
    summary: "The partner's subscription and how its last delivery went",
    permission: "webhooks:read",
    query: subscriptionQuerySchema,
    answer: {
      status: 200,
      body: z.union([subscriptionViewSchema, z.array(subscriptionViewSchema)]),
      description: "The one that there is, or that `id` names; a list when there are several.",
    },
  },
} satisfies Record<string, Call>;
