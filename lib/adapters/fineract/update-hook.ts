import { requirePermission, type Scope } from "../../scope/scope";
import { rotateKey } from "../../webhooks/rotate-key";
import { rotateKeySchema, updateWebhookSchema, type WebhookView } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { type ReadConfigResult, readConfig, settingError, toConfigFields } from "./config-fields";
import { hookNotFound, templateNotFound, validationError } from "./fineract-error";
import { toTriggers } from "./hook-events";
import { isUnsupportedTemplate } from "./hook-template";
import { loadWebhookOfHook } from "./queries";
import type { UpdateHook } from "./schema";

export interface UpdatedHook {
  webhook: WebhookView;
  changes: Record<string, unknown>;
}

/**
 * Updates a hook: events and config are replaced if they are sent, other fields if they differ, as in Fineract. Throws a
 * FineractError for invalid input, or if the hook does not exist.
 */
export async function updateHook(scope: Scope, hookId: string, wanted: UpdateHook): Promise<UpdatedHook> {
  requirePermission(scope, "webhooks:write");
  const before = await loadWebhookOfHook(scope, hookId);
  if (wanted.name !== undefined && isUnsupportedTemplate(wanted.name)) throw templateNotFound(wanted.name);
  const read: ReadConfigResult | undefined = wanted.config && readConfig(wanted.config, before);
  if (read && !read.ok) throw validationError(read.errors);
  const { key, ...settings } = read?.settings ?? {};
  const changed = findChangedFields(before, wanted);
  const parsed = updateWebhookSchema.safeParse({
    ...settings,
    ...(changed.displayName === undefined ? {} : { name: changed.displayName }),
    ...(changed.isActive === undefined ? {} : { state: changed.isActive ? "enabled" : "disabled" }),
    ...(wanted.events ? { triggers: await toTriggers(wanted.events, before.triggers) } : {}),
    options: {
      ...before.options,
      ...read?.options,
      hookName: changed.name ?? before.options.hookName,
      templateId: changed.templateId ?? before.options.templateId,
    },
  });
  if (!parsed.success) {
    throw validationError(
      parsed.error.issues.map(({ path, message }) => settingError(path.join("."), message)),
    );
  }
  const newKey = parseKeyRotation(key);
  const updated = await updateWebhook(scope, before.id, parsed.data);
  if (!updated.ok) {
    if (updated.rejected === "not_found") throw hookNotFound(hookId);
    throw validationError(updated.invalid.map(({ field, message }) => settingError(field, message)));
  }
  if (newKey) {
    const rotated = await rotateKey(scope, before.id, newKey);
    if (!rotated.ok) {
      if (rotated.rejected === "not_found") throw hookNotFound(hookId);
      throw validationError([settingError("key", rotated.message)]);
    }
  }
  const { webhook } = updated;
  const events = wanted.events ? { events: wanted.events } : {};
  const config = wanted.config ? { config: toConfigFields(webhook) } : {};
  // Fineract has no field for warnings, but its clients show or ignore whatever is in `changes`.
  const removed = updated.warnings.map(({ message }) => message);
  const warnings = removed.length > 0 ? { warnings: removed } : {};
  return { webhook, changes: { ...changed, ...events, ...config, ...warnings } };
}

/** The fields that were sent and differ. An empty display name counts as not sent. */
function findChangedFields(before: WebhookView, { name, displayName, isActive, templateId }: UpdateHook) {
  const active = before.state === "enabled";
  return {
    ...(name === undefined || name === before.options.hookName ? {} : { name }),
    ...(!displayName || displayName === before.name ? {} : { displayName }),
    ...(isActive === undefined || isActive === active ? {} : { isActive }),
    ...(!templateId || templateId === before.options.templateId ? {} : { templateId }),
  };
}

/** A new signing key, validated like every key. The previous one stays valid for a day. */
function parseKeyRotation(key: unknown) {
  if (key === undefined || key === hiddenValue) return undefined;
  const parsed = rotateKeySchema.safeParse({ key });
  if (parsed.success) return parsed.data;
  throw validationError(parsed.error.issues.map(({ message }) => settingError("key", message)));
}
