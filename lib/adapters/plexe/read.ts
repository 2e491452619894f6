import { requirePermission, type Scope } from "../../scope/scope";
import { fetchWebhookStatistics, type LastDelivery } from "../../statistics/webhook-statistics";
import type { WebhookView } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import type { SubscriptionQuery, SubscriptionView } from "./schema";
import { plexeEvents } from "./schema";
import { namesOf, noSubscription, type PlexeResult, subscriptionsOf } from "./subscriptions";

/** The event names of all the partner's subscriptions. */
export async function registeredWebhooks(scope: Scope, partnerId: string): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:read");
  const names = (await subscriptionsOf(scope, partnerId)).flatMap(eventNames);
  return { body: [...new Set(names)].sort() };
}

/** The partner's only subscription, or the one with the given `id`; a list if there are several. */
export async function subscription(
  scope: Scope,
  partnerId: string,
  { id }: SubscriptionQuery,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:read");
  const all = await subscriptionsOf(scope, partnerId);
  const chosen = id ? all.filter((one) => one.id === id) : all;
  if (chosen.length === 0) throw noSubscription(id);
  const statistics = await fetchWebhookStatistics(
    scope,
    chosen.map((one) => one.id),
  );
  const views = chosen.map((one) => view(one, statistics.get(one.id)?.last ?? null));
  return { body: views.length === 1 ? views[0] : views };
}

function eventNames(one: WebhookView): readonly string[] {
  const names = namesOf(one);
  return names.includes("*") ? [...plexeEvents, ...names.filter((name) => name !== "*")] : names;
}

function view(one: WebhookView, last: LastDelivery | null): SubscriptionView {
  return {
    id: one.id,
    webhookUri: one.url,
    secret: hiddenValue,
    isActive: one.state === "enabled",
    state: one.state,
    webhooks: [...eventNames(one)],
    lastDeliveryId: last?.traceId ?? null,
    lastDeliveryStatus: last?.state ?? null,
    lastDeliveryTime: last?.at ?? null,
    lastResponseCode: last?.responseCode ?? null,
    lastDeliverySimulated: last?.simulated ?? null,
  };
}
