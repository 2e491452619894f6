import { fineract } from "../../dialects/fineract/fineract";
import { requirePermission, type Scope } from "../../scope/scope";
import { findWebhookByNumber, listWebhooksByDialect } from "../../webhooks/queries";
import type { WebhookView } from "../../webhooks/schema";
import { writeConfig } from "./config-fields";
import { toEvents } from "./events";
import { hookNotFound } from "./fineract-error";
import type { Hook } from "./schema";
import { hookTemplate } from "./template";

/**
 * The webhook behind a hook's integer id, for use cases that hold a permission of their own. Throws Fineract's 404
 * when there is none, none that is a hook, or none of this scope's.
 */
export async function webhookOfHook(scope: Scope, hookId: string): Promise<WebhookView> {
  const webhook = /^\d{1,10}$/.test(hookId) ? await findWebhookByNumber(scope, Number(hookId)) : null;
  if (webhook?.dialect !== fineract.id) throw hookNotFound(hookId);
  return webhook;
}

/** One hook; with what it could be, if that is asked for. Its own template is the only one then. */
export async function getHook(scope: Scope, hookId: string, withTemplate: boolean): Promise<Hook> {
  requirePermission(scope, "webhooks:read");
  const hook = await toHook(await webhookOfHook(scope, hookId));
  return withTemplate ? { ...hook, ...(await hookTemplate(scope)) } : hook;
}

/** All hooks: the webhooks of this dialect, by name. */
export async function listHooks(scope: Scope): Promise<Hook[]> {
  const webhooks = await listWebhooksByDialect(scope, fineract.id);
  return Promise.all(webhooks.map(toHook));
}

/** A webhook as Fineract shows a hook. One that is Paused shows as not active. */
async function toHook(webhook: WebhookView): Promise<Hook> {
  return {
    id: webhook.number,
    name: String(webhook.options.hookName),
    displayName: webhook.name,
    isActive: webhook.state === "enabled",
    createdAt: day(webhook.createdAt),
    updatedAt: day(webhook.updatedAt),
    templateId: Number(webhook.options.templateId),
    events: await toEvents(webhook.triggers),
    config: writeConfig(webhook),
  };
}

/** In UTC, as Gson writes a LocalDate. */
function day(iso: string): [number, number, number] {
  const at = new Date(iso);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}
