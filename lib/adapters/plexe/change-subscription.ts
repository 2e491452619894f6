import type { Scope } from "../../scope/scope";
import { updateWebhookSchema, type WebhookView } from "../../webhooks/schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { invalidSettingsProblem } from "../api/rejection-problems";
import { listEventNames, type PlexeResult, subscriptionNotFound } from "./subscriptions";

interface Changes {
  webhookUri?: string | undefined;
  /** The names of the events that the subscription gets from now on (Plexe's name for this field); "*" means all. Unchanged if omitted. */
  webhooks?: readonly string[];
  isActive?: boolean | null | undefined;
}

/**
 * Updates a subscription. Remaining triggers keep the version and condition that were set in the portal. Sending the same names
 * changes nothing. Activating a subscription releases its held deliveries.
 */
export async function changeSubscription(
  scope: Scope,
  subscription: WebhookView,
  { webhookUri, webhooks, isActive }: Changes,
): Promise<PlexeResult> {
  const triggersBefore = new Map(
    subscription.triggers.map((trigger, index) => [listEventNames(subscription)[index], trigger]),
  );
  const hasSameNames =
    webhooks?.length === triggersBefore.size && webhooks.every((name) => triggersBefore.has(name));
  const state = typeof isActive === "boolean" ? (isActive ? "enabled" : "disabled") : subscription.state;
  // Only the changes, so that repeating a call adds no audit entry: the same event names in another order would count as a change.
  const input = {
    ...(webhookUri === undefined ? {} : { url: webhookUri }),
    ...(hasSameNames || !webhooks
      ? {}
      : { triggers: webhooks.map((name) => triggersBefore.get(name) ?? name) }),
    ...(state === subscription.state ? {} : { state }),
  };
  const updated = await updateWebhook(scope, subscription.id, updateWebhookSchema.parse(input));
  if (!updated.ok) {
    throw updated.rejected === "not_found" ? subscriptionNotFound() : invalidSettingsProblem(updated.invalid);
  }
  return { warnings: updated.warnings.map(({ message }) => message) };
}
