import { loadCatalogue } from "../../catalogue/catalogue-cache";
import { simulateEvent } from "../../playground/simulate-event";
import { requirePermission, type Scope } from "../../scope/scope";
import { notFound, Problem } from "../endpoint/problem";
import type { SimulatedWebhookInput } from "./schema";
import { listEventNames, listSubscriptions, type PlexeResult } from "./subscriptions";

/** Sends the catalog's sample of an event to each active subscription of the partner that includes the event. */
export async function generateSimulatedWebhook(
  scope: Scope,
  partnerId: string,
  { eventName }: SimulatedWebhookInput,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:write");
  if (!(await loadCatalogue()).has(eventName)) {
    const message = `There is no event "${eventName}". GET /api/v1/event-types lists all events.`;
    const errors = [{ field: "eventName", code: "unknown_event_type", message }];
    throw new Problem(400, "unknown_event_type", message, { errors });
  }
  let sentCount = 0;
  for (const subscription of await listSubscriptions(scope, partnerId)) {
    const includesEvent = listEventNames(subscription).some((name) => name === "*" || name === eventName);
    if (subscription.state !== "enabled" || !includesEvent) continue;
    const simulated = await simulateEvent(scope, subscription.id, eventName);
    // A subscription that was paused or deleted in the meantime rejects the event; it does not count, since it is no longer active.
    if (simulated.ok) sentCount += 1;
  }
  if (sentCount === 0) throw notFound(`active subscription for this partner that includes ${eventName}`);
  return {};
}
