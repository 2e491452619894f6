import { currentTime } from "../clock";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { defaultDialect, getDialect } from "../dialects";
import { normalizeUrlOrTemplate } from "../dialects/template/url";
import { isSameOrigin } from "../http/same-origin";
import { newId } from "../ids";
import type { Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import { type Authentication, hiddenValue } from "../webhooks/secrets/authentication-schema";
import { type DroppedSecrets, type MergedSecrets, mergeSecrets } from "../webhooks/secrets/merge-secrets";
import { previousKeysQuery, sealContext } from "../webhooks/secrets/sealed-values";
import { type StoredSettings, settingColumns } from "../webhooks/settings";
import type { WebhookForSending } from "../webhooks/signing/sign-request";
import type { SendTestInput } from "./schema";

type SavedWebhook = NonNullable<Awaited<ReturnType<typeof findSavedWebhook>>>;

/** Finds the saved webhook of a form; null if it does not exist or the scope cannot see it. */
export function findSavedWebhook(scope: Scope, id: string) {
  return prisma().webhook.findFirst({
    where: { ...visibleWebhooksFilter(scope), id },
    select: {
      ...settingColumns,
      id: true,
      partnerId: true,
      authentication: true,
      authenticationSealed: true,
      keySealed: true,
      previousKeys: previousKeysQuery(currentTime()),
      headerNames: true,
      headersSealed: true,
    },
  });
}

/** Builds the settings, without secrets, for checking a form. A setting that the form omits has the saved value or the default. */
export function buildSettingsForCheck(input: SendTestInput, saved: SavedWebhook | null): StoredSettings {
  const {
    webhookId: _id,
    eventType: _type,
    key: _key,
    headers: _headers,
    authentication: _,
    ...given
  } = input;
  const storedSettings = saved as StoredSettings | null;
  const dialect = storedSettings?.dialect ?? given.dialect ?? defaultDialect.id;
  return {
    ...given,
    name: storedSettings?.name ?? "Unsaved webhook",
    retryDelays: [],
    failurePolicy: getDialect(dialect).defaults.failurePolicy,
    owner: null,
    selfHealing: false,
    maxRequestsPerSecond: null,
    sequence: false,
    ordered: false,
    orderAfterFailure: "wait",
    dialect,
    url: normalizeUrlOrTemplate(given.url, getDialect(dialect)),
    method: given.method ?? storedSettings?.method ?? "POST",
    options: given.options ?? storedSettings?.options ?? {},
  };
}

/** Collects the secrets for checking a form: those entered, and the saved ones if the URL has the same scheme, host and port. */
export function collectSecretsForCheck(input: SendTestInput, saved: SavedWebhook | null, url: string) {
  const kept = saved && isSameOrigin(saved.url, url) ? saved : null;
  const authentication =
    input.authentication === undefined ? (kept?.authentication ?? null) : input.authentication;
  const savedHeaders = (kept?.headerNames ?? []).map((name): [string, string] => [name, hiddenValue]);
  const headers = Object.entries({ ...Object.fromEntries(savedHeaders), ...input.headers });
  return {
    authentication: authentication as Authentication | null,
    headers: Object.fromEntries(headers.filter((header): header is [string, string] => header[1] !== null)),
  };
}

export type UnsavedWebhookResult =
  | { ok: true; webhook: WebhookForSending; dropped: DroppedSecrets }
  | Extract<MergedSecrets, { ok: false }>;

/** Builds the webhook that an attempt needs. Secrets from the form are encrypted for this test only, and not stored. */
export function buildUnsavedWebhook(
  input: SendTestInput,
  saved: SavedWebhook | null,
  settings: StoredSettings,
): UnsavedWebhookResult {
  const { url, dialect, options } = settings;
  const id = saved?.id ?? newId();
  const { headers, authentication } = input;
  const secrets = mergeSecrets(id, saved ?? { url, ...noSecrets }, { url, headers, authentication });
  if (!secrets.ok) return secrets;
  const parsed = getDialect(dialect).options.safeParse(options);
  const { headersSealed = null, authenticationSealed = null } = { ...saved, ...secrets.columns };
  const webhook = {
    ...settings,
    options: parsed.success ? parsed.data : {},
    id,
    keySealed: saved?.keySealed ?? seal(input.key ?? "", sealContext.key(id)),
    previousKeysSealed: (saved?.previousKeys ?? []).map((previous) => previous.keySealed),
    headersSealed,
    authenticationSealed,
  };
  return { ok: true, webhook, dropped: secrets.dropped };
}

const noSecrets = { headerNames: [], headersSealed: null, authentication: null, authenticationSealed: null };
