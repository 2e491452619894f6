import type { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { seal } from "../crypto/seal";
import { type Db, prisma } from "../db";
import { getDialect } from "../dialects";
import { normalizeUrlOrTemplate } from "../dialects/template/url";
import { env } from "../env";
import { newId } from "../ids";
import { hasLane } from "../lanes/throttle";
import { requirePermission, type Scope } from "../scope/scope";
import { findConditionWarnings, pinVersions } from "./check-and-pin-triggers";
import {
  checkSettings,
  type InvalidSetting,
  type SettingErrorCode,
  type SettingWarning,
} from "./check-settings";
import { isPartnerLimitReached } from "./partner-limit";
import { loadWebhook } from "./queries";
import type { CreateWebhookInput, WebhookView } from "./schema";
import { missingSecretError, restoreSavedSecret, toAuthenticationColumns } from "./secrets/authentication";
import { hiddenValue } from "./secrets/authentication-schema";
import { missingValueError } from "./secrets/merge-secrets";
import { sealContext } from "./secrets/sealed-values";

export type CreateWebhookErrorCode = Exclude<SettingErrorCode, "secret_unreadable">;
type InvalidNewSetting = InvalidSetting<CreateWebhookErrorCode>;

/** `exists`: nothing is invalid, but the webhook already exists. */
export type CreateWebhookResult =
  | { ok: true; webhook: WebhookView & { key: string }; warnings: SettingWarning[] }
  | { ok: false; invalid: InvalidNewSetting[]; exists?: true };

/**
 * Creates a webhook. The result contains its key, which no query returns.
 * @param exists runs in the transaction that writes the webhook and may take a lock; if it returns true, nothing is written and the
 * result has `exists`
 */
export async function createWebhook(
  scope: Scope,
  input: CreateWebhookInput,
  exists?: (db: Db) => Promise<boolean>,
): Promise<CreateWebhookResult> {
  requirePermission(scope, "webhooks:write");
  const dialect = getDialect(input.dialect);
  const { successRule, signatureHeader, signatureEncoding, failurePolicy } = dialect.defaults;
  const settings = {
    ...input,
    url: normalizeUrlOrTemplate(input.url, dialect),
    successRule: input.successRule ?? successRule,
    signatureHeader: input.signatureHeader ?? signatureHeader,
    signatureEncoding: input.signatureEncoding ?? signatureEncoding,
    failurePolicy: input.failurePolicy ?? failurePolicy,
  };
  const partnerId = scope.partnerId ?? input.partnerId ?? null;
  const invalid = [
    ...(await findPartnerErrors(scope, input.partnerId ?? null)),
    ...(await checkSettings({ ...settings, partnerId })),
    ...findSecretErrors(input),
  ];
  if (invalid.length > 0) return { ok: false, invalid };
  const id = newId();
  const options = dialect.options.parse(input.options);
  const key = input.key ?? dialect.newKey(options);
  const triggers = await pinVersions(input.triggers);
  const rejection = await prisma().$transaction(async (db) => {
    if (await exists?.(db)) return { invalid: [], exists: true as const };
    if (await isPartnerLimitReached(db, scope)) return { invalid: [webhookLimitError()] };
    if (hasLane(input)) await db.lane.create({ data: { webhookId: id } });
    await db.webhook.create({ data: toRow(id, { ...settings, options, key, triggers, partnerId }, scope) });
    await recordAudit(db, scope, {
      action: "webhook.created",
      targetId: id,
      partnerId,
      details: { name: input.name, url: settings.url, triggers, state: input.state, dialect: dialect.id },
    });
    return null;
  });
  if (rejection) return { ok: false, ...rejection };
  const webhook = await loadWebhook(scope, id);
  if (!webhook) throw new Error("The webhook was created but could not be loaded.");
  return { ok: true, webhook: { ...webhook, key }, warnings: await findConditionWarnings(input.triggers) };
}

function webhookLimitError(): InvalidNewSetting {
  const limit = env().HOOKLEDGER_PARTNER_WEBHOOKS;
  const message = `A partner can have at most ${limit} webhooks. Delete one, or ask the lender for a higher limit.`;
  return { field: "(body)", code: "webhook_limit", message };
}

type CompleteSettings = CreateWebhookInput &
  Required<
    Pick<
      CreateWebhookInput,
      "successRule" | "key" | "signatureHeader" | "signatureEncoding" | "failurePolicy"
    >
  >;

function toRow(id: string, settings: CompleteSettings & { partnerId: string | null }, scope: Scope) {
  const { headers, authentication, key, triggers, options, ...columns } = settings;
  const headerNames = Object.keys(headers);
  return {
    ...columns,
    ...toAuthenticationColumns(id, authentication),
    id,
    options: options as Prisma.InputJsonObject,
    stateChangedBy: scope.actor.name,
    keySealed: seal(key, sealContext.key(id)),
    headerNames,
    headersSealed: headerNames.length === 0 ? null : seal(JSON.stringify(headers), sealContext.headers(id)),
    triggers: { create: triggers },
  };
}

/** Rejects "********" as a secret: it keeps a saved secret, but a new webhook has none. */
function findSecretErrors({ headers, authentication }: CreateWebhookInput): InvalidNewSetting[] {
  const hidden = Object.keys(headers).filter((name) => headers[name] === hiddenValue);
  return [
    ...hidden.map((name) => missingValueError(name)),
    ...(authentication && !restoreSavedSecret(authentication, null) ? [missingSecretError] : []),
  ];
}

async function findPartnerErrors(scope: Scope, partnerId: string | null): Promise<InvalidNewSetting[]> {
  if (partnerId === null || partnerId === scope.partnerId) return [];
  const exists =
    scope.partnerId === null && (await prisma().partner.count({ where: { id: partnerId } })) === 1;
  const message = `There is no partner ${partnerId}.`;
  return exists ? [] : [{ field: "partnerId", code: "unknown_partner", message }];
}
