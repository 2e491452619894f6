import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { defaultDialect, dialectOf } from "../dialects";
import { newId } from "../ids";
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
  const { url, signatureHeader } = input;
  const masked = Object.fromEntries((saved?.headerNames ?? []).map((name) => [name, "********"]));
  const wrong = await checkSettings({ url, signatureHeader, headers: { ...masked, ...input.headers } });
  if (!saved && input.key === undefined) {
    wrong.push({ field: "key", code: "key_missing", message: "Give the key that signs the test." });
  }
  if (wrong.length > 0) return { ok: false, refused: "wrong_settings", wrong };

  const webhook = withSettings(input, saved);
  const sample = type.sample as { entityId: string; data: unknown };
  const event = {
    id: newId(),
    type: type.name,
    entityType: type.entityType,
    entityId: sample.entityId,
    occurredAt: new Date(),
    data: sample.data,
  };
  const traceId = newId();
  const rendered = dialectOf(webhook.dialect).render(event, traceId);
  const performed = await performRequest({
    webhook,
    traceId,
    eventType: event.type,
    entityType: event.entityType,
    ...rendered,
    number: "test",
  });
  const { succeeded, errorMessage } = judgeResponse(performed, input.successRule);
  const { responseCode, durationMs, destinationIp } = performed;
  await recordAudit(prisma(), scope, {
    action: "webhook.tested",
    targetType: "webhook",
    targetId: webhook.id,
    partnerId: saved ? saved.partnerId : scope.partnerId,
    details: { name: webhook.name, url, eventType: event.type, traceId, succeeded, responseCode },
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
      keySealed: true,
      previousKeySealed: true,
      previousKeyUntil: true,
      headerNames: true,
      headersSealed: true,
    },
  });
}

/** A webhook as an attempt takes it; what is not saved is sealed for a moment, under an id that nothing else has. */
function withSettings(input: SendTestInput, saved: Saved | null): WebhookForSending {
  const { url, key, timeoutSeconds, successRule, signatureHeader, signatureEncoding, headers } = input;
  const id = saved?.id ?? newId();
  const overlaps = saved?.previousKeyUntil && saved.previousKeyUntil > new Date();
  const sealedNow = key === undefined ? undefined : seal(key, boundTo.key(id));
  const keySealed = saved?.keySealed ?? sealedNow;
  if (!keySealed) throw new Error("A test without a key was not refused.");
  return {
    ...{ id, url, timeoutSeconds, successRule, signatureHeader, signatureEncoding, keySealed },
    name: saved?.name ?? "Unsaved webhook",
    dialect: saved?.dialect ?? defaultDialect.id,
    retryDelays: [],
    previousKeySealed: overlaps ? saved.previousKeySealed : null,
    headersSealed: mergeHeaders(id, saved?.headersSealed ?? null, headers).headersSealed,
  };
}
