import { recordAudit } from "../audit/record-audit";
import { findEventTypeWithSample } from "../catalogue/samples";
import { currentTime } from "../clock";
import { limitCustomerData, limitHeaders } from "../customer-data/limit-customer-data";
import { limitFailure } from "../customer-data/limit-failure";
import { prisma } from "../db";
import { classifyResponse } from "../deliveries/classify-response";
import { performRequest } from "../deliveries/perform-request";
import { getDialect } from "../dialects";
import { CannotRender, type EventFacts, type RenderedBody } from "../dialects/dialect";
import { newId } from "../ids";
import { buildFailureMessage } from "../reasons/describe";
import { requirePermission, type Scope } from "../scope/scope";
import { checkSettings, type InvalidSetting, type SettingErrorCode } from "../webhooks/check-settings";
import type { WebhookForSending } from "../webhooks/signing/sign-request";
import type { SendTestInput } from "./schema";
import {
  buildSettingsForCheck,
  buildUnsavedWebhook,
  collectSecretsForCheck,
  findSavedWebhook,
} from "./unsaved-webhook";

/** The result of a test. */
export interface TestResult {
  succeeded: boolean;
  /** What was sent. Secrets are masked, and the body lacks the field that receiver authentication adds. */
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  responseCode: number | null;
  responseHeaders: Record<string, string>;
  durationMs: number;
  /** Why the test failed and what to do about it; null if it succeeded. */
  error: string | null;
  destinationIp: string | null;
  /** The beginning of the response's body as text, as far as the user can see it; empty if there is no body. */
  answer: string;
  /** Saved secrets that were not sent, because the scheme, host or port differs from that of the saved URL. */
  withheld: string[];
}

export type SendTestResult =
  | { ok: true; result: TestResult }
  | { ok: false; rejected: "not_found" | "unknown_event_type" }
  | { ok: false; rejected: "invalid_settings"; invalid: InvalidSetting<TestErrorCode>[] };

type TestErrorCode = SettingErrorCode | "key_missing";

const maxShownLength = 2_000;

/**
 * Sends the sample of an event type once, signed, with settings that need not be saved. The request is sent by the server, with the same
 * destination checks as every delivery. A test creates no event and no delivery. It is audited, since the receiver gets a valid
 * signature and, if it is the saved webhook's receiver, the saved secrets.
 */
export async function sendTest(scope: Scope, input: SendTestInput): Promise<SendTestResult> {
  requirePermission(scope, "webhooks:write");
  const savedWebhook = input.webhookId === null ? null : await findSavedWebhook(scope, input.webhookId);
  if (input.webhookId !== null && !savedWebhook) return { ok: false, rejected: "not_found" };
  const type = await findEventTypeWithSample(input.eventType);
  if (!type) return { ok: false, rejected: "unknown_event_type" };
  const settings = buildSettingsForCheck(input, savedWebhook);
  const secrets = collectSecretsForCheck(input, savedWebhook, settings.url);
  const invalid: InvalidSetting<TestErrorCode>[] = await checkSettings({
    ...settings,
    ...secrets,
    key: input.key,
  });
  const unsavedResult = buildUnsavedWebhook(input, savedWebhook, settings);
  if (!savedWebhook && input.key === undefined) {
    invalid.push({ field: "key", code: "key_missing", message: "A key is required to sign the test." });
  }
  if (!unsavedResult.ok) invalid.push(...unsavedResult.invalid);
  if (invalid.length > 0 || !unsavedResult.ok) return { ok: false, rejected: "invalid_settings", invalid };
  const { webhook, dropped } = unsavedResult;

  const event = {
    id: newId(),
    type: type.name,
    title: type.title,
    entityType: type.entityType,
    entityId: type.sample.entityId,
    partnerId: savedWebhook ? savedWebhook.partnerId : scope.partnerId,
    occurredAt: currentTime(),
    data: type.sample.data,
    changes: null,
  };
  const traceId = newId();
  const renderResult = renderSample(webhook, event, traceId);
  if ("field" in renderResult) return { ok: false, rejected: "invalid_settings", invalid: [renderResult] };
  const performedRequest = await performRequest({
    webhook,
    traceId,
    eventType: event.type,
    entityType: event.entityType,
    ...renderResult,
    number: "test",
    // A test is not a delivery, so it has no sequence number and the throttle does not count it.
    sequence: null,
    simulated: true,
    event: getDialect(webhook.dialect).fill ? event : null,
  });
  const failure = classifyResponse(performedRequest, input.successRule);
  const succeeded = failure === null;
  const error = failure && buildFailureMessage(limitFailure(scope, failure), "stopped");
  const { responseCode, durationMs, destination, destinationIp, requestHeaders } = performedRequest;
  await recordAudit(prisma(), scope, {
    action: "webhook.tested",
    targetId: webhook.id,
    partnerId: event.partnerId,
    details: {
      name: webhook.name,
      url: settings.url,
      eventType: event.type,
      traceId,
      succeeded,
      responseCode,
    },
  });
  const decode = (body: Uint8Array) => Buffer.from(body).toString("utf8").slice(0, maxShownLength);
  const { method } = webhook;
  return {
    ok: true,
    result: {
      succeeded,
      request: {
        method,
        url: destination,
        headers: requestHeaders,
        body: method === "GET" ? "" : decode(renderResult.body),
      },
      responseCode,
      responseHeaders: limitHeaders(scope, performedRequest.responseHeaders ?? {}),
      durationMs,
      error,
      destinationIp,
      answer:
        limitCustomerData(scope, null, decode(performedRequest.responseBody ?? new Uint8Array()) || null) ??
        "",
      withheld: [...dropped.headers, ...(dropped.authentication === null ? [] : ["receiver authentication"])],
    },
  };
}

function renderSample(
  { dialect, options }: WebhookForSending,
  event: EventFacts,
  traceId: string,
): RenderedBody | InvalidSetting {
  try {
    return getDialect(dialect).render(event, traceId, options);
  } catch (error) {
    if (!(error instanceof CannotRender)) throw error;
    return { field: "options.bodyTemplate", code: "template_invalid", message: error.message };
  }
}
