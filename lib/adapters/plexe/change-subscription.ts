import type { Scope } from "../../scope/scope";
import { updateWebhookSchema, type WebhookView } from "../../webhooks/schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { invalidSettings } from "../api/rejections";
import type { Outcome } from "./outcome";
import { namesOf, noSubscription } from "./subscriptions";

interface Changes {
  webhookUri?: string | undefined;
  /** "*" among them: all. */
  webhooks?: readonly string[];
  isActive?: boolean | null | undefined;
}

/**
 * Changes a subscription. Triggers that stay keep the version and the condition that somebody gave them in the portal, and the
 * same names again are no change. Making it active again delivers what was held meanwhile.
 */
export async function changeSubscription(
  scope: Scope,
  subscription: WebhookView,
  { webhookUri, webhooks, isActive }: Changes,
): Promise<Outcome> {
  const before = new Map(
    subscription.triggers.map((trigger, index) => [namesOf(subscription)[index], trigger]),
  );
  const same = webhooks?.length === before.size && webhooks.every((name) => before.has(name));
  const state = typeof isActive === "boolean" ? (isActive ? "enabled" : "disabled") : subscription.state;
  // Only what changes is named: whatever is named gets an audit entry.
  const input = {
    ...(webhookUri === undefined ? {} : { url: webhookUri }),
    ...(same || !webhooks ? {} : { triggers: webhooks.map((name) => before.get(name) ?? name) }),
    ...(state === subscription.state ? {} : { state }),
  };
  const updated = await updateWebhook(scope, subscription.id, updateWebhookSchema.parse(input));
  if (!updated.ok) {
    throw updated.rejected === "not_found" ? noSubscription() : invalidSettings(updated.invalid);
  }
  return { warnings: updated.warnings.map(({ message }) => message) };
}
