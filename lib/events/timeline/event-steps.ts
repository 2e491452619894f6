import { limitCustomerData } from "../../customer-data/limit-customer-data";
import type { Scope } from "../../scope/scope";
import type { SkippedWebhook } from "../../webhooks/match";
import {
  type AttemptRow,
  buildDeliverySteps,
  type DeliveryRow,
  type WebhookStateChange,
} from "./delivery-steps";
import type { NamedWebhook, Step } from "./schema";

/** Everything recorded about one event. */
export interface EventRecord {
  receivedAt: string;
  receivedBy: string;
  /** How many webhooks that the scope can see matched the event; deliveries that jobs created do not count. `deliveries` may be fewer. */
  matchedCount: number;
  deliveries: readonly DeliveryRow[];
  attempts: ReadonlyMap<string, readonly AttemptRow[]>;
  changes: ReadonlyMap<string, readonly WebhookStateChange[]>;
  skipped: readonly SkippedWebhook[];
  /** Names, by ID, of the webhooks that the scope can see; others are not shown. */
  names: ReadonlyMap<string, string>;
  notSubscribed: { count: number; webhooks: NamedWebhook[] } | undefined;
}

const upcomingKinds = new Set<Step["kind"]>(["planned", "sending"]);

/** Builds the steps of an event and its deliveries, as far as the scope can see them, in order; upcoming steps are last. */
export function buildEventSteps(scope: Scope, event: EventRecord): Step[] {
  const { receivedAt: at, receivedBy, matchedCount, deliveries, notSubscribed } = event;
  const steps: Step[] = [{ kind: "received", at, by: receivedBy }];
  if (matchedCount === 0) steps.push({ kind: "unmatched", at });
  else {
    const webhooks = deliveries.flatMap(({ webhook, traceId, replayed }) =>
      replayed ? [] : [{ ...webhook, traceId }],
    );
    webhooks.sort((a, b) => a.name.localeCompare(b.name, "en"));
    steps.push({ kind: "matched", at, count: matchedCount, webhooks });
  }
  for (const { webhookId, reason, detail } of event.skipped) {
    const name = event.names.get(webhookId);
    if (name === undefined) continue;
    // The message of a condition or template can quote the event.
    const limitedDetail = limitCustomerData(scope, null, detail ?? null);
    steps.push({ kind: "passed_over", at, webhook: { id: webhookId, name }, reason, detail: limitedDetail });
  }
  if (notSubscribed) steps.push({ kind: "not_subscribed", at, ...notSubscribed });
  const deliverySteps = deliveries.flatMap((delivery) =>
    buildDeliverySteps(
      scope,
      delivery,
      event.attempts.get(delivery.traceId) ?? [],
      event.changes.get(delivery.traceId) ?? [],
    ),
  );
  return [...steps, ...deliverySteps.sort(compareSteps)];
}

function compareSteps(a: Step, b: Step): number {
  const later = Number(upcomingKinds.has(a.kind)) - Number(upcomingKinds.has(b.kind));
  return later || a.at.localeCompare(b.at);
}
