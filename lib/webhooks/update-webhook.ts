import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { getDialect } from "../dialects";
import { normalizeUrlOrTemplate } from "../dialects/template/url";
import { isSameOrigin } from "../http/same-origin";
import { parseId } from "../ids";
import { hasLane } from "../lanes/throttle";
import { changeLines } from "../lines/change-lines";
import { requirePermission, type Scope } from "../scope/scope";
import { wakeWorkers } from "../slots/wake-workers";
import { changeWebhookState } from "./change-state";
import { findConditionWarnings, pinVersions } from "./check-and-pin-triggers";
import {
  checkSettings,
  type InvalidSetting,
  type SettingErrorCode,
  type SettingWarning,
} from "./check-settings";
import { loadWebhook, toView, webhookColumns } from "./queries";
import type { UpdateWebhookInput, WebhookView } from "./schema";
import type { Authentication } from "./secrets/authentication-schema";
import {
  buildDroppedSecretWarnings,
  type DroppedSecrets,
  mergeSecrets,
  type SavedSecrets,
} from "./secrets/merge-secrets";
import type { TriggerInput } from "./settings";

export type UpdateWebhookErrorCode = Exclude<SettingErrorCode, "unknown_partner" | "webhook_limit">;

export type UpdateWebhookResult =
  | { ok: true; webhook: WebhookView; released: number; warnings: SettingWarning[] }
  | { ok: false; rejected: "not_found" }
  | { ok: false; rejected: "invalid_settings"; invalid: InvalidSetting<UpdateWebhookErrorCode>[] };

/**
 * Changes a webhook's settings, including its state. Open deliveries use the new settings from their next attempt on; their
 * bodies stay the same. Saved secrets are not kept if the URL changes to another receiver (secrets/merge-secrets.ts).
 * @returns `released`: how many held deliveries were released. `warnings`: the secrets that were dropped, and conditions
 * that may not be intended.
 */
export async function updateWebhook(
  scope: Scope,
  typedId: string,
  givenInput: UpdateWebhookInput,
): Promise<UpdateWebhookResult> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  if (id === null) return { ok: false, rejected: "not_found" };
  const webhookBefore = await loadWebhook(scope, id);
  if (!webhookBefore) return { ok: false, rejected: "not_found" };
  const input =
    givenInput.url === undefined
      ? givenInput
      : { ...givenInput, url: normalizeUrlOrTemplate(givenInput.url, getDialect(webhookBefore.dialect)) };
  const invalid = await checkSettings(mergeSettings(webhookBefore, input));
  if (invalid.length > 0) return { ok: false, rejected: "invalid_settings", invalid };
  const { state, heldDeliveries, triggers, headers, authentication, options, ...columns } = input;
  const parsedOptions = options && getDialect(webhookBefore.dialect).options.parse(options);
  const updateResult = await prisma().$transaction(async (db) => {
    // The lock makes this change, a pause after a failed delivery, and changes by other users run one after another. The URL in the
    // locked row decides which secrets stay.
    const [row] = await db.$queryRaw<SavedSecrets[]>`
      SELECT url, header_names AS "headerNames", headers_sealed AS "headersSealed", authentication,
             authentication_sealed AS "authenticationSealed" FROM webhooks
      WHERE id = ${id}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!row) return null;
    const secrets = mergeSecrets(id, row, { url: input.url ?? row.url, headers, authentication });
    if (!secrets.ok) return secrets;
    // Read again under the lock, so that the audit entries of two concurrent changes have the correct `from`.
    const storedWebhook = await db.webhook.findUniqueOrThrow({ where: { id }, select: webhookColumns });
    if (triggers) await replaceTriggers(db, id, triggers);
    await db.webhook.update({
      where: { id },
      data: {
        ...columns,
        ...secrets.columns,
        ...(parsedOptions ? { options: parsedOptions as Prisma.InputJsonObject } : {}),
        updatedAt: currentTime(),
      },
    });
    const { ordered = storedWebhook.ordered, orderAfterFailure = storedWebhook.orderAfterFailure } = columns;
    await changeLines(db, id, storedWebhook, { ordered, orderAfterFailure });
    // If the lane were created by the first resend instead, claims would have to wait for that resend's transaction.
    if (hasLane({ ...storedWebhook, ...columns }))
      await db.lane.createMany({ data: { webhookId: id }, skipDuplicates: true });
    const { dropped } = secrets;
    await recordSettingsChange(db, scope, toView(storedWebhook, 0), input, dropped);
    return { released: await changeWebhookState(db, scope, id, state, heldDeliveries), dropped };
  });
  if (updateResult === null) return { ok: false, rejected: "not_found" };
  if ("invalid" in updateResult)
    return { ok: false, rejected: "invalid_settings", invalid: updateResult.invalid };
  const mayUnblockLines = columns.ordered === false || columns.orderAfterFailure === "continue";
  if (updateResult.released > 0 || mayUnblockLines) void wakeWorkers({ webhookIds: [id] });
  const webhook = await loadWebhook(scope, id);
  if (!webhook) return { ok: false, rejected: "not_found" };
  const warnings = [
    ...buildDroppedSecretWarnings(updateResult.dropped),
    ...(await findConditionWarnings(triggers ?? [], webhookBefore.triggers)),
  ];
  return { ok: true, webhook, released: updateResult.released, warnings };
}

/** Returns the settings after the change, for checkSettings, which does not need the values of the headers that stay. */
function mergeSettings(before: WebhookView, input: UpdateWebhookInput) {
  const originChanged = input.url !== undefined && !isSameOrigin(before.url, input.url);
  const headers = Object.entries({ ...(originChanged ? {} : before.headers), ...input.headers });
  return {
    ...before,
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    triggers: input.triggers,
    savedTriggers: before.triggers,
    key: undefined,
    isSameUrl: input.url === undefined || input.url === before.url,
    headers: Object.fromEntries(headers.filter((header): header is [string, string] => header[1] !== null)),
    authentication: (input.authentication === undefined
      ? originChanged
        ? null
        : before.authentication
      : input.authentication) as Authentication | null,
  };
}

async function replaceTriggers(db: Db, webhookId: string, triggers: readonly TriggerInput[]): Promise<void> {
  const before = await db.trigger.findMany({ where: { webhookId } });
  const versions = new Map(before.map(({ eventType, version }) => [eventType, version]));
  await db.trigger.deleteMany({ where: { webhookId } });
  await db.trigger.createMany({
    data: (await pinVersions(triggers, versions)).map((trigger) => ({ webhookId, ...trigger })),
  });
}

async function recordSettingsChange(
  db: Db,
  scope: Scope,
  before: WebhookView,
  input: UpdateWebhookInput,
  dropped: DroppedSecrets,
): Promise<void> {
  const { state: _state, heldDeliveries: _held, headers, authentication, ...rest } = input;
  const changes = Object.fromEntries(
    Object.entries(rest)
      .filter(([name, value]) => JSON.stringify(before[name as keyof WebhookView]) !== JSON.stringify(value))
      .map(([name, value]) => [name, { from: before[name as keyof WebhookView], to: value }]),
  );
  const details = {
    ...changes,
    ...(headers ? { headers: Object.keys(headers) } : {}),
    // Only the kind is recorded: the rest may reveal how to authenticate at the receiver.
    ...(authentication === undefined ? {} : { authentication: authentication?.kind ?? "none" }),
    ...(dropped.headers.length > 0 ? { droppedHeaders: dropped.headers } : {}),
    ...(dropped.authentication === null ? {} : { droppedAuthentication: dropped.authentication }),
  };
  if (Object.keys(details).length === 0) return;
  const { id: targetId, partnerId } = before;
  await recordAudit(db, scope, {
    action: "webhook.changed",
    targetId,
    partnerId,
    details,
  });
}
