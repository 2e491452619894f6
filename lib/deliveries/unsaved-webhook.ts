import type { Scope } from "../access/scope";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { defaultDialect, dialectOf } from "../dialects";
import type { DialectOptions, Method } from "../dialects/dialect";

import { newId } from "../ids";
import { mergeAuthentication } from "../webhooks/authentication";
import type { Authentication } from "../webhooks/authentication-schema";
import { boundTo, type WebhookForSending } from "../webhooks/for-sending";
import { mergeHeaders } from "../webhooks/merge-headers";
import { within } from "../webhooks/queries";
import type { SendTestInput } from "../webhooks/schema";
import { storedUrl } from "../webhooks/stored-url";

type Saved = NonNullable<Awaited<ReturnType<typeof findSaved>>>;

/** The saved webhook that the settings of a form belong to; null when this scope has none. */
export function findSaved(scope: Scope, id: string) {
  return prisma().webhook.findFirst({
    where: { ...within(scope), id },
    select: {
      id: true,
      name: true,
      partnerId: true,
      dialect: true,
      options: true,
      method: true,
      authentication: true,
      authenticationSealed: true,
      keySealed: true,
      previousKeySealed: true,
      previousKeyUntil: true,
      headerNames: true,
      headersSealed: true,
    },
  });
}

/** Without those that are to be left out. */
export function present(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}

/** What is not in the form is as it is saved, or as it is by default. */
export function unsavedSettings(input: SendTestInput, saved: Saved | null) {
  const { key, signatureHeader } = input;
  const dialect = saved?.dialect ?? input.dialect ?? defaultDialect.id;
  const signIn = input.authentication === undefined ? (saved?.authentication ?? null) : input.authentication;
  return {
    ...{ url: storedUrl(input.url, dialectOf(dialect)), key, signatureHeader, dialect },
    method: input.method ?? (saved?.method as Method | undefined) ?? "POST",
    options: input.options ?? (saved?.options as DialectOptions | undefined) ?? {},
    authentication: signIn as Authentication | null,
  };
}

/** A webhook as an attempt takes it; what is not saved is sealed for a moment, under an id that nothing else has. */
export function withSettings(
  input: SendTestInput,
  saved: Saved | null,
  { url, method, options, dialect }: ReturnType<typeof unsavedSettings>,
): WebhookForSending | "secret_missing" {
  const { key, timeoutSeconds, successRule, signatureHeader, signatureEncoding, headers } = input;
  const id = saved?.id ?? newId();
  const overlaps = saved?.previousKeyUntil && saved.previousKeyUntil > new Date();
  const signIn =
    input.authentication === undefined
      ? { authenticationSealed: saved?.authenticationSealed ?? null }
      : mergeAuthentication(id, saved?.authenticationSealed ?? null, input.authentication);
  if (signIn === null) return "secret_missing";
  const parsed = dialectOf(dialect).options.safeParse(options);
  return {
    ...{ id, url, method, dialect, timeoutSeconds, successRule, signatureHeader, signatureEncoding },
    name: saved?.name ?? "Unsaved webhook",
    options: parsed.success ? parsed.data : {},
    retryDelays: [],
    keySealed: saved?.keySealed ?? seal(key ?? "", boundTo.key(id)),
    previousKeySealed: overlaps ? saved.previousKeySealed : null,
    headersSealed: mergeHeaders(id, saved?.headersSealed ?? null, headers).headersSealed,
    authenticationSealed: signIn.authenticationSealed,
  };
}
