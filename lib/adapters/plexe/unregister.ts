import { loadCatalogue } from "../../catalogue/catalogue-cache";
import { normalizeUrl } from "../../http/normalize-url";
import { requirePermission, type Scope } from "../../scope/scope";
import { deleteWebhook } from "../../webhooks/delete-webhook";
import type { WebhookView } from "../../webhooks/schema";
import { Problem } from "../endpoint/problem";
import { changeSubscription } from "./change-subscription";
import type { UnregisterInput } from "./schema";
import { plexeEvents } from "./schema";
import { listEventNames, listSubscriptions, type PlexeResult, subscriptionNotFound } from "./subscriptions";

/**
 * Chooses the subscription with the given `id`; without an `id`, all subscriptions with the given `webhookUri`; without either, the
 * partner's only subscription (several are an error). Ends the chosen subscriptions. If `webhooks` names events, removes only these
 * events, and ends only the subscriptions that have no events left.
 */
export async function unregisterSubscriptions(
  scope: Scope,
  partnerId: string,
  input: UnregisterInput,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:write");
  const chosen = chooseSubscriptions(await listSubscriptions(scope, partnerId), input);
  const types = await loadCatalogue();
  const unknown = input.webhooks?.find((name) => !types.has(name));
  if (unknown !== undefined) {
    const message = `There is no event "${unknown}". GET /api/v1/event-types lists all events.`;
    const errors = [{ field: "webhooks", code: "unknown_event_type", message }];
    throw new Problem(400, "unknown_event_type", message, { errors });
  }
  for (const one of chosen) await removeEventsOrEnd(scope, one, input.webhooks ?? null);
  return {};
}

function chooseSubscriptions(all: WebhookView[], { id, webhookUri }: UnregisterInput): WebhookView[] {
  if (!id && !webhookUri && all.length > 1) {
    const message = `This partner has ${all.length} subscriptions. Send the id or the webhookUri of the subscription to end; GET /api/Webhook/subscription lists them.`;
    throw new Problem(400, "ambiguous", message);
  }
  const url = webhookUri && normalizeUrl(webhookUri);
  const chosen = all.filter((one) => (id ? one.id === id : !url || normalizeUrl(one.url) === url));
  if (chosen.length === 0) throw subscriptionNotFound(id ?? (webhookUri ? `to ${webhookUri}` : undefined));
  return chosen;
}

async function removeEventsOrEnd(
  scope: Scope,
  subscription: WebhookView,
  names: readonly string[] | null,
): Promise<void> {
  const currentNames = listEventNames(subscription);
  // To remove some events from a subscription to all events ("*"), the remaining events have to be listed by name.
  const listedNames = currentNames.includes("*") ? plexeEvents : currentNames;
  const remainingNames = names ? listedNames.filter((name) => !names.includes(name)) : [];
  if (remainingNames.length === listedNames.length) return;
  if (remainingNames.length > 0) {
    await changeSubscription(scope, subscription, { webhooks: remainingNames });
    return;
  }
  if (!(await deleteWebhook(scope, subscription.id))) throw subscriptionNotFound(subscription.id);
}
