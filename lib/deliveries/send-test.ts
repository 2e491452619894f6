import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { defaultDialect, dialectOf } from "../dialects";
import type { DialectOptions, Method } from "../dialects/dialect";
import { newId } from "../ids";
import { mergeAuthentication, secretMissing } from "../webhooks/authentication";
import { type Authentication, hiddenValue } from "../webhooks/authentication-schema";
import { checkSettings, type WrongSetting } from "../webhooks/check-settings";
import { boundTo, type WebhookForSending } from "../webhooks/for-sending";
import { mergeHeaders } from "../webhooks/merge-headers";
import { within } from "../webhooks/queries";
import type { SendTestInput } from "../webhooks/schema";
import { judgeResponse } from "./judge-response";
import { performRequest } from "./perform-request";

/** What came of a test. */
export interface TestResult {
  succeeded: boolean;
  responseCode: number | null;
  durationMs: number;
  /** Why it failed: in words, with what to do. */
  error: string | null;
  destinationIp: string | null;
  /** The beginning of what the receiver answered, as text; "" when nothing came. */
  answer: string;
}

export type Tested =
  | { ok: true; result: TestResult }
  | { ok: false; refused: "not_found" | "unknown_event_type" }
  | { ok: false; refused: "wrong_settings"; wrong: WrongSetting[] };

const answerShown = 2_000;

/**
 * Sends the sample of an event type once, signed, with settings that need not be saved: from the server, past the
 * same guard as every delivery. It makes no event and no delivery; that it was sent is audited, since it reaches a
 * receiver with a real signature and with the saved headers.
 */
export async function sendTest(scope: Scope, input: SendTestInput): Promise<Tested> {
  demand(scope, "webhooks:write");
  const saved = input.webhookId === null ? null : await findSaved(scope, input.webhookId);
  if (input.webhookId !== null && !saved) return { ok: false, refused: "not_found" };
  const type = await prisma().eventType.findUnique({ where: { name: input.eventType } });
  if (!type) return { ok: false, refused: "unknown_event_type" };
  const masked = Object.fromEntries((saved?.headerNames ?? []).map((name) => [name, hiddenValue]));
  const settings = { ...unsavedSettings(input, saved), headers: present({ ...masked, ...input.headers }) };
  const wrong = await checkSettings(settings);
  const webhook = withSettings(input, saved, settings);
  if (!saved && input.key === undefined) {
    wrong.push({ field: "key", code: "key_missing", message: "Give the key that signs the test." });
  }
  if (webhook === "secret_missing") wrong.push(secretMissing);
  if (wrong.length > 0 || webhook === "secret_missing")
    return { ok: false, refused: "wrong_settings", wrong };

  const sample = type.sample as { entityId: string; data: unknown };
  const event = {
    id: newId(),
    type: type.name,
    entityType: type.entityType,
    entityId: sample.entityId,
    partnerId: saved ? saved.partnerId : scope.partnerId,
    occurredAt: new Date(),
    data: sample.data,
    changes: null,
  };
  const traceId = newId();
  const dialect = dialectOf(webhook.dialect);
  const performed = await performRequest({
    webhook,
    traceId,
    eventType: event.type,
    entityType: event.entityType,
    ...dialect.render(event, traceId, webhook.options),
    number: "test",
    simulated: true,
    event: dialect.fill ? event : null,
  });
  const { succeeded, errorMessage } = judgeResponse(performed, input.successRule);
  const { responseCode, durationMs, destinationIp } = performed;
  await recordAudit(prisma(), scope, {
    action: "webhook.tested",
    targetType: "webhook",
    targetId: webhook.id,
    partnerId: event.partnerId,
    details: { name: webhook.name, url: input.url, eventType: event.type, traceId, succeeded, responseCode },
  });
  const answer = Buffer.from(performed.responseBody ?? [])
    .toString("utf8")
    .slice(0, answerShown);
  return {
    ok: true,
    result: { succeeded, responseCode, durationMs, error: errorMessage, destinationIp, answer },
  };
}

type Saved = NonNullable<Awaited<ReturnType<typeof findSaved>>>;

function findSaved(scope: Scope, id: string) {
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

function present(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}

/** What is not in the form is as it is saved, or as it is by default. */
function unsavedSettings(input: SendTestInput, saved: Saved | null) {
  const { url, key, signatureHeader } = input;
  const dialect = saved?.dialect ?? input.dialect ?? defaultDialect.id;
  const signIn = input.authentication === undefined ? (saved?.authentication ?? null) : input.authentication;
  return {
    ...{ url, key, signatureHeader, dialect },
    method: input.method ?? (saved?.method as Method | undefined) ?? "POST",
    options: input.options ?? (saved?.options as DialectOptions | undefined) ?? {},
    authentication: signIn as Authentication | null,
  };
}

/** A webhook as an attempt takes it; what is not saved is sealed for a moment, under an id that nothing else has. */
function withSettings(
  input: SendTestInput,
  saved: Saved | null,
  { method, options, dialect }: ReturnType<typeof unsavedSettings>,
): WebhookForSending | "secret_missing" {
  const { url, key, timeoutSeconds, successRule, signatureHeader, signatureEncoding, headers } = input;
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
