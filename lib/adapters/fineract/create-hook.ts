import { fineract } from "../../dialects/fineract/fineract";
import type { Scope } from "../../scope/scope";
import { createWebhook } from "../../webhooks/create-webhook";
import { createWebhookSchema } from "../../webhooks/schema";
import { readConfig, settingReason } from "./config-fields";
import { toTriggers } from "./events";
import { invalid, templateNotFound } from "./fineract-error";
import { pingReceiver } from "./ping-receiver";
import type { CreateHook } from "./schema";
import { isOtherTemplate } from "./template";

/** Where a hook was created, which its deliveries name in their headers. */
export interface CreatedAt {
  tenantId: string;
  endpoint: string;
}

/**
 * Creates a hook: a webhook of the dialect fineract. Its receiver is then pinged, which nobody waits for.
 * @returns its integer id. Throws the FineractError that answers wrong input.
 */
export async function createHook(scope: Scope, hook: CreateHook, at: CreatedAt): Promise<number> {
  const { name, displayName, isActive, events, config, templateId } = hook;
  if (isOtherTemplate(name)) throw templateNotFound(name);
  const read = readConfig(config, null);
  if (!read.ok) throw invalid(read.reasons);
  const parsed = createWebhookSchema.safeParse({
    ...read.settings,
    name: displayName || name,
    dialect: fineract.id,
    state: isActive ? "enabled" : "disabled",
    triggers: await toTriggers(events, []),
    options: { ...read.options, ...at, hookName: name, templateId: templateId ?? 0 },
  });
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => settingReason(path.join("."), message)));
  }
  const created = await createWebhook(scope, parsed.data);
  if (!created.ok) throw invalid(created.invalid.map(({ field, message }) => settingReason(field, message)));
  void pingReceiver(scope, created.webhook);
  return created.webhook.number;
}
