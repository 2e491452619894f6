import { loadCatalogue } from "../../catalogue/event-types";
import { simulateEvent } from "../../playground/simulate-event";
import { requirePermission, type Scope } from "../../scope/scope";
import { notFound, Problem } from "../endpoint/problem";
import type { Outcome } from "./outcome";
import type { SimulatedWebhookInput } from "./schema";
import { namesOf, subscriptionsOf } from "./subscriptions";

/** Sends the catalogue's sample of an event to each active subscription of the partner that wants it. */
export async function generateSimulatedWebhook(
  scope: Scope,
  partnerId: string,
  { eventName }: SimulatedWebhookInput,
): Promise<Outcome> {
  requirePermission(scope, "webhooks:write");
  if (!(await loadCatalogue()).has(eventName)) {
    const message = `There is no event "${eventName}". GET /api/v1/event-types lists them all.`;
    const errors = [{ field: "eventName", code: "unknown_event_type", message }];
    throw new Problem(400, "unknown_event_type", message, { errors });
  }
  let sent = 0;
  for (const one of await subscriptionsOf(scope, partnerId)) {
    const wants = namesOf(one).some((name) => name === "*" || name === eventName);
    if (one.state !== "enabled" || !wants) continue;
    const simulated = await simulateEvent(scope, one.id, eventName);
    // Rejected when it was paused or deleted a moment ago: then it is none of the active ones.
    if (simulated.ok) sent += 1;
  }
  if (sent === 0) throw notFound(`active subscription of this partner that wants ${eventName}`);
  return {};
}
