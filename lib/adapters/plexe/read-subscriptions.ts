import { requirePermission, type Scope } from "../../scope/scope";
import { fetchWebhookStatistics, type LastDelivery } from "../../statistics/webhook-statistics";
import type { WebhookView } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import type { SubscriptionQuery, SubscriptionView } from "./schema";
import { plexeEvents } from "./schema";
import { listEventNames, listSubscriptions, type PlexeResult, subscriptionNotFound } from "./subscriptions";

/** The event names of all the partner's subscriptions. */
export async function listSubscribedEvents(scope: Scope, partnerId: string): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:read");
  const names = (await listSubscriptions(scope, partnerId)).flatMap(expandEventNames);
  return { body: [...new Set(names)].sort() };
}

/** The partner's only subscription, or the one with the given `id`; a list if there are several. */
export async function getSubscription(
  scope: Scope,
  partnerId: string,
  { id }: SubscriptionQuery,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:read");
  const all = await listSubscriptions(scope, partnerId);
  const chosen = id ? all.filter((one) => one.id === id) : all;
  if (chosen.length === 0) throw subscriptionNotFound(id);
  const statistics = await fetchWebhookStatistics(
    scope,
    chosen.map((one) => one.id),
  );
  const views = chosen.map((one) => toSubscriptionView(one, statistics.get(one.id)?.last ?? null));
  return { body: views.length === 1 ? views[0] : views };
}

function expandEventNames(one: WebhookView): readonly string[] {
  const names = listEventNames(one);
  return names.includes("*") ? [...plexeEvents, ...names.filter((name) => name !== "*")] : names;
}

function toSubscriptionView(one: WebhookView, last: LastDelivery | null): SubscriptionView {
  return {
    id: one.id,
    webhookUri: one.url,
    secret: hiddenValue,
    isActive: one.state === "enabled",
    state: one.state,
    webhooks: [...expandEventNames(one)],
    lastDeliveryId: last?.traceId ?? null,
    lastDeliveryStatus: last?.state ?? null,
    lastDeliveryTime: last?.at ?? null,
    lastResponseCode: last?.responseCode ?? null,
    lastDeliverySimulated: last?.simulated ?? null,
  };
}
