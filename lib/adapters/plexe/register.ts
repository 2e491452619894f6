import { findKeyError } from "../../dialects/keys";
import { plexe } from "../../dialects/plexe";
import { normalizeUrl } from "../../http/normalize-url";
import { requirePermission, type Scope } from "../../scope/scope";
import { createWebhook } from "../../webhooks/create-webhook";
import { rotateKey } from "../../webhooks/rotate-key";
import { createWebhookSchema, rotateKeySchema } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import { invalidSettingsProblem } from "../api/rejection-problems";
import { Problem } from "../endpoint/problem";
import { changeSubscription } from "./change-subscription";
import type { SubscriptionInput } from "./schema";
import {
  listSubscriptions,
  lockAndCheckSubscribed,
  type PlexeResult,
  subscriptionNotFound,
} from "./subscriptions";

/**
 * Creates a subscription, or updates the one with the given `id` or, without an `id`, the one with the same webhookUri: a client
 * that registers at every start must not get every event twice.
 */
export async function registerSubscription(
  scope: Scope,
  partnerId: string,
  input: SubscriptionInput,
): Promise<PlexeResult> {
  requirePermission(scope, "webhooks:write");
  const { id, isActive } = input;
  const webhookUri = normalizeUrl(input.webhookUri);
  const secret = input.secret === hiddenValue ? undefined : (input.secret ?? undefined);
  checkSecret(secret);
  const allSubscriptions = await listSubscriptions(scope, partnerId);
  const knownSubscription = allSubscriptions.find((one) =>
    id ? one.id === id : normalizeUrl(one.url) === webhookUri,
  );
  if (id && !knownSubscription) {
    throw subscriptionNotFound(`${id}. To create a subscription, omit the id or send all zeros`);
  }
  const webhooks = input.webhooks ?? ["*"];
  if (knownSubscription) {
    const outcome = await changeSubscription(scope, knownSubscription, { webhookUri, webhooks, isActive });
    if (secret !== undefined) await changeSecret(scope, knownSubscription.id, secret);
    return outcome;
  }
  const settings = createWebhookSchema.parse({
    name: makeDefaultName(webhookUri),
    url: webhookUri,
    key: secret,
    triggers: webhooks,
    state: isActive === false ? "disabled" : "enabled",
    dialect: plexe.id,
  });
  const created = await createWebhook(scope, { ...settings, partnerId }, (db) =>
    lockAndCheckSubscribed(db, partnerId, webhookUri),
  );
  if (created.ok) return {};
  // Another process of the client has created the subscription in the meantime, so this call updates it.
  if (created.exists) return registerSubscription(scope, partnerId, input);
  throw invalidSettingsProblem(created.invalid);
}

/** Rejects an invalid secret before anything is written: settings and secret are changed in two steps, and the second must not fail. */
function checkSecret(secret: string | undefined): void {
  const message = secret === undefined ? undefined : findKeyError(plexe, secret, {});
  if (message) throw invalidSettingsProblem([{ field: "key", code: "key_invalid", message }]);
}

async function changeSecret(scope: Scope, webhookId: string, key: string): Promise<void> {
  const rotated = await rotateKey(scope, webhookId, rotateKeySchema.parse({ key }));
  if (rotated.ok) return;
  if (rotated.rejected === "not_found") throw subscriptionNotFound();
  throw new Problem(400, "key_invalid", rotated.message);
}

/** The webhook's name in the portal until a user renames it. */
function makeDefaultName(webhookUri: string): string {
  return URL.canParse(webhookUri) ? `Plexe: ${new URL(webhookUri).host}`.slice(0, 200) : "Plexe";
}
