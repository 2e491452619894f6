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
  plexeRegister: {
    method: "POST",
    path: "/api/Webhook/register",
    summary: "Plexe: make or change a subscription",
    permission: "webhooks:write",
    query: ownerSchema,
    body: subscriptionSchema,
    answer: empty("Registered."),
  },
  plexeUnregister: {
    method: "POST",
    path: "/api/Webhook/unregister",
    summary: "Plexe: end a subscription, or some of its events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: unregisterSchema,
    emptyBody: true,
    answer: empty("It gets nothing more."),
  },
  plexeUpdateAll: {
    method: "POST",
    path: "/api/Webhook/update-all",
    summary: "Plexe: subscribe all of the partner's subscriptions to all events",
    permission: "webhooks:write",
    query: ownerSchema,
    body: ownerSchema,
    emptyBody: true,
    answer: empty("Subscribed to all."),
  },
  plexeUpdateWebhookUri: {
    method: "POST",
    path: "/api/Webhook/update-webhook-uri",
    summary: "Plexe: send a subscription's notices to another address",
    permission: "webhooks:write",
    query: webhookUriSchema.partial(),
    body: webhookUriSchema,
    emptyBody: true,
    answer: empty("Changed, from the next attempt on."),
  },
  plexeGenerateSimulatedWebhook: {
    method: "POST",
    path: "/api/Webhook/generate-simulated-webhook",
    summary: "Plexe: send the sample of an event to the active subscriptions that want it",
    permission: "webhooks:write",
    query: simulatedWebhookSchema.partial(),
    body: simulatedWebhookSchema,
    emptyBody: true,
    answer: empty("Queued, marked as simulated."),
  },
  plexeGetRegisteredWebhooks: {
    method: "GET",
    path: "/api/Webhook/get-registered-webhooks",
    summary: "Plexe: the names of the events that the partner is subscribed to",
    permission: "webhooks:read",
    query: ownerSchema,
    answer: { status: 200, body: z.array(z.string()), description: "Names, sorted; none: []." },
  },
  plexeSubscription: {
    method: "GET",
    path: "/api/Webhook/subscription",
    summary: "Plexe: the partner's subscription and how its last delivery went",
    permission: "webhooks:read",
    query: subscriptionQuerySchema,
    answer: {
      status: 200,
      body: z.union([subscriptionViewSchema, z.array(subscriptionViewSchema)]),
      description: "The one that there is, or that `id` names; a list when there are several.",
    },
  },
} satisfies Record<string, Call>;
