import { requirePermission, type Scope } from "../../scope/scope";
import { Problem } from "../endpoint/problem";
import { changeSubscription } from "./change-subscription";
import type { UpdateWebhookUriInput } from "./schema";
import { listSubscriptions, type PlexeResult, subscriptionNotFound } from "./subscriptions";

/** Extends every subscription of the partner to all events. Plexe does not document what the call does; this is inferred (decision 9). */
export async function subscribeToAllEvents(scope: Scope, partnerId: string): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:write");
  const subscriptions = await listSubscriptions(scope, partnerId);
  if (subscriptions.length === 0) throw subscriptionNotFound();
  for (const subscription of subscriptions)
    await changeSubscription(scope, subscription, { webhooks: ["*"] });
  return {};
}

/** Changes the URL of the partner's only subscription, or of the one with the given `id`. */
export async function updateWebhookUri(
  scope: Scope,
  partnerId: string,
  { id, webhookUri }: UpdateWebhookUriInput,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:write");
  const all = await listSubscriptions(scope, partnerId);
  const [subscription, another] = id ? all.filter((each) => each.id === id) : all;
  if (!subscription) throw subscriptionNotFound(id);
  if (another) {
    const message = `This partner has ${all.length} subscriptions. Send the id of the subscription to change; GET /api/Webhook/subscription lists them.`;
    throw new Problem(400, "ambiguous", message);
  }
  return changeSubscription(scope, subscription, { webhookUri });
}
