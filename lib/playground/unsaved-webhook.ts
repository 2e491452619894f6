import { currentTime } from "../clock";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { defaultDialect, dialectOf } from "../dialects";
import type { DialectOptions, Method } from "../dialects/dialect";
import { sameOrigin } from "../http/same-origin";
import { newId } from "../ids";
import type { Scope } from "../scope/scope";
import { inScope } from "../webhooks/queries";
import type { SendTestInput } from "../webhooks/schema";
import { type Authentication, hiddenValue } from "../webhooks/secrets/authentication-schema";
import { type DroppedSecrets, type MergedSecrets, mergeSecrets } from "../webhooks/secrets/merge-secrets";
import { boundTo, previousKeysAt } from "../webhooks/secrets/sealed-values";
import type { WebhookForSending } from "../webhooks/signing/sign-request";
import { storedUrl } from "../webhooks/stored-url";

type Saved = NonNullable<Awaited<ReturnType<typeof findSaved>>>;

/** The saved webhook that the settings of a form belong to; null when this scope has none. */
export function findSaved(scope: Scope, id: string) {
  return prisma().webhook.findFirst({
    where: { ...inScope(scope), id },
    select: {
      id: true,
      name: true,
      url: true,
      partnerId: true,
      dialect: true,
      options: true,
      method: true,
      authentication: true,
      authenticationSealed: true,
      keySealed: true,
      previousKeys: previousKeysAt(currentTime()),
      headerNames: true,
      headersSealed: true,
    },
  });
}

/** What is not in the form is as it is saved, or as it is by default; secrets only for the receiver that they are of. */
export function unsavedSettings(input: SendTestInput, saved: Saved | null) {
  const { key, signatureHeader } = input;
  const dialect = saved?.dialect ?? input.dialect ?? defaultDialect.id;
  const url = storedUrl(input.url, dialectOf(dialect));
  const near = saved && sameOrigin(saved.url, url) ? saved : null;
  const signIn = input.authentication === undefined ? (near?.authentication ?? null) : input.authentication;
  const savedHeaders = Object.fromEntries((near?.headerNames ?? []).map((name) => [name, hiddenValue]));
  return {
    ...{ url, key, signatureHeader, dialect },
    method: input.method ?? (saved?.method as Method | undefined) ?? "POST",
    options: input.options ?? (saved?.options as DialectOptions | undefined) ?? {},
    authentication: signIn as Authentication | null,
    headers: present({ ...savedHeaders, ...input.headers }),
  };
}

/** Without those that are to be left out. */
function present(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}

export type Unsaved =
  | { ok: true; webhook: WebhookForSending; dropped: DroppedSecrets }
  | Extract<MergedSecrets, { ok: false }>;

/** A webhook as an attempt takes it; what is not saved is sealed for a moment, under an id that nothing else has. */
export function withSettings(
  input: SendTestInput,
  saved: Saved | null,
  { url, method, options, dialect }: ReturnType<typeof unsavedSettings>,
): Unsaved {
  const { key, timeoutSeconds, successRule, signatureHeader, signatureEncoding } = input;
  const id = saved?.id ?? newId();
  const secrets = mergeSecrets(id, saved ?? { url, ...noSecrets }, {
    ...{ url, headers: input.headers },
    authentication: input.authentication,
  });
  if (!secrets.ok) return secrets;
  const parsed = dialectOf(dialect).options.safeParse(options);
  const { headersSealed = null, authenticationSealed = null } = { ...saved, ...secrets.columns };
  const webhook = {
    ...{ id, url, method, dialect, timeoutSeconds, successRule, signatureHeader, signatureEncoding },
    name: saved?.name ?? "Unsaved webhook",
    options: parsed.success ? parsed.data : {},
    retryDelays: [],
    keySealed: saved?.keySealed ?? seal(key ?? "", boundTo.key(id)),
    previousKeysSealed: (saved?.previousKeys ?? []).map((previous) => previous.keySealed),
    ...{ headersSealed, authenticationSealed },
  };
  return { ok: true, webhook, dropped: secrets.dropped };
}

const noSecrets = { headerNames: [], headersSealed: null, authentication: null, authenticationSealed: null };
