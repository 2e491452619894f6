import { loadCatalogue } from "../../catalogue/catalogue-cache";
import { simulateEvent } from "../../playground/simulate-event";
import { requirePermission, type Scope } from "../../scope/scope";
import { notFound, Problem } from "../endpoint/problem";
import type { SimulatedWebhookInput } from "./schema";
import { eventNamesOf, listSubscriptions, type PlexeResult } from "./subscriptions";

/** Sends the catalog's sample of an event to each active subscription of the partner that includes it. */
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
  let sent = 0;
  for (const one of await listSubscriptions(scope, partnerId)) {
    const includes = eventNamesOf(one).some((name) => name === "*" || name === eventName);
    if (one.state !== "enabled" || !includes) continue;
    const simulated = await simulateEvent(scope, one.id, eventName);
    // Rejected if it was paused or deleted meanwhile: then it is no longer active.
    if (simulated.ok) sent += 1;
  }
  if (sent === 0) throw notFound(`active subscription for this partner that includes ${eventName}`);
  return {};
}
