import { fineract } from "../../dialects/fineract/fineract";
import { requirePermission, type Scope } from "../../scope/scope";
import { listWebhooksByDialect, loadWebhookByNumber } from "../../webhooks/queries";
import type { WebhookView } from "../../webhooks/schema";
import { toConfigFields } from "./config-fields";
import { hookNotFound } from "./fineract-error";
import { toHookEvents } from "./hook-events";
import { buildHookTemplateResponse, webTemplate } from "./hook-template";
import type { Hook } from "./schema";

/**
 * Loads the webhook of a hook by the hook's integer ID. The caller checks the permission. Throws Fineract's 404 if the webhook does
 * not exist or is not a hook, or if this scope cannot see it.
 */
export async function loadWebhookOfHook(scope: Scope, hookId: string): Promise<WebhookView> {
  const webhook = /^\d{1,10}$/.test(hookId) ? await loadWebhookByNumber(scope, Number(hookId)) : null;
  if (webhook?.dialect !== fineract.id) throw hookNotFound(hookId);
  return webhook;
}

/** Returns one hook and, if `withTemplate` is true, the template and the available events. */
export async function getHook(scope: Scope, hookId: string, withTemplate: boolean): Promise<Hook> {
  requirePermission(scope, "webhooks:read");
  const hook = await toHook(await loadWebhookOfHook(scope, hookId));
  return withTemplate ? { ...hook, ...(await buildHookTemplateResponse(scope)) } : hook;
}

/** Lists all hooks: the webhooks of the dialect fineract, sorted by name. */
export async function listHooks(scope: Scope): Promise<Hook[]> {
  const webhooks = await listWebhooksByDialect(scope, fineract.id);
  return Promise.all(webhooks.map(toHook));
}

/**
 * Converts a webhook to a Fineract hook. A paused webhook is not active. As in Fineract, the name is that of the template, unless an option
 * says otherwise: the Mifos web app shows the URL of a hook only if its name is "Web".
 */
async function toHook(webhook: WebhookView): Promise<Hook> {
  const { hookName, nameStyle } = webhook.options;
  return {
    id: webhook.number,
    name: nameStyle === "given" ? String(hookName) : webTemplate.name,
    displayName: getDisplayName(webhook),
    isActive: webhook.state === "enabled",
    createdAt: toDateTuple(webhook.createdAt),
    updatedAt: toDateTuple(webhook.updatedAt),
    templateId: Number(webhook.options.templateId),
    events: await toHookEvents(webhook.triggers),
    config: toConfigFields(webhook),
  };
}

/** The display name of a hook: the webhook's name, or "" if a client saved an empty one, which a webhook cannot have. */
export function getDisplayName({ name, options }: WebhookView): string {
  return options.unnamedAs === name ? "" : name;
}

/** Converts a time to its date in UTC, as year, month and day: the form in which Gson writes a LocalDate. */
function toDateTuple(iso: string): [number, number, number] {
  const at = new Date(iso);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}
