import { requirePermission, type Scope } from "../../scope/scope";
import { rotateKey } from "../../webhooks/rotate-key";
import { rotateKeySchema, updateWebhookSchema, type WebhookView } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { hideConfigSecrets, type ReadConfigResult, readConfig, settingError } from "./config-fields";
import { hookNotFound, validationError } from "./fineract-error";
import { toTriggers } from "./hook-events";
import { isTemplateName } from "./hook-template";
import { getDisplayName, loadWebhookOfHook } from "./queries";
import type { UpdateHook } from "./schema";

export interface UpdatedHook {
  webhook: WebhookView;
  changes: Record<string, unknown>;
}

/**
 * Updates a hook. As in Fineract, `changes` has events and config as they were sent, even if they are unchanged, and other fields only if
 * they differ. Throws a FineractError for invalid input, or if the hook does not exist.
 */
export async function updateHook(scope: Scope, hookId: string, wanted: UpdateHook): Promise<UpdatedHook> {
  requirePermission(scope, "webhooks:write");
  const webhookBefore = await loadWebhookOfHook(scope, hookId);
  const readResult: ReadConfigResult | undefined = wanted.config && readConfig(wanted.config, webhookBefore);
  if (readResult && !readResult.ok) throw validationError(readResult.errors);
  const { key, ...settings } = readResult?.settings ?? {};
  const changedFields = findChangedFields(webhookBefore, wanted);
  const parsed = updateWebhookSchema.safeParse({
    ...settings,
    ...(changedFields.displayName ? { name: changedFields.displayName } : {}),
    ...(changedFields.isActive === undefined
      ? {}
      : { state: changedFields.isActive ? "enabled" : "disabled" }),
    ...(wanted.events ? { triggers: await toTriggers(wanted.events, webhookBefore.triggers) } : {}),
    options: {
      ...webhookBefore.options,
      ...readResult?.options,
      hookName: changedFields.name ?? webhookBefore.options.hookName,
      ...(changedFields.displayName === undefined
        ? {}
        : { unnamedAs: changedFields.displayName === "" ? webhookBefore.name : undefined }),
      templateId: changedFields.templateId ?? webhookBefore.options.templateId,
    },
  });
  if (!parsed.success) {
    throw validationError(
      parsed.error.issues.map(({ path, message }) => settingError(path.join("."), message)),
    );
  }
  const newKey = parseKeyRotation(key);
  const updateResult = await updateWebhook(scope, webhookBefore.id, parsed.data);
  if (!updateResult.ok) {
    if (updateResult.rejected === "not_found") throw hookNotFound(hookId);
    throw validationError(updateResult.invalid.map(({ field, message }) => settingError(field, message)));
  }
  if (newKey) {
    const rotated = await rotateKey(scope, webhookBefore.id, newKey);
    if (!rotated.ok) {
      if (rotated.rejected === "not_found") throw hookNotFound(hookId);
      throw validationError([settingError("key", rotated.message)]);
    }
  }
  const { webhook } = updateResult;
  const events = wanted.events ? { events: wanted.events } : {};
  const config = wanted.config ? { config: hideConfigSecrets(wanted.config) } : {};
  // Fineract has no field for warnings, but its clients show or ignore whatever is in `changes`.
  const warningMessages = updateResult.warnings.map(({ message }) => message);
  const warnings = warningMessages.length > 0 ? { warnings: warningMessages } : {};
  return { webhook, changes: { ...changedFields, ...events, ...config, ...warnings } };
}

/** Returns the fields that were sent and differ from the hook. As in Fineract, the name of a template changes nothing. */
function findChangedFields(before: WebhookView, { name, displayName, isActive, templateId }: UpdateHook) {
  const active = before.state === "enabled";
  return {
    ...(name === undefined || isTemplateName(name) || name === before.options.hookName ? {} : { name }),
    ...(typeof displayName !== "string" || displayName === getDisplayName(before) ? {} : { displayName }),
    ...(isActive === undefined || isActive === active ? {} : { isActive }),
    ...(!templateId || templateId === before.options.templateId ? {} : { templateId }),
  };
}

/** Validates a new signing key; undefined if none or "********" was sent. After the rotation, the previous key stays valid for a day. */
function parseKeyRotation(key: unknown) {
  if (key === undefined || key === hiddenValue) return undefined;
  const parsed = rotateKeySchema.safeParse({ key });
  if (parsed.success) return parsed.data;
  throw validationError(parsed.error.issues.map(({ message }) => settingError("key", message)));
}
