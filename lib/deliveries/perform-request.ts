import { currentTime } from "../clock";
import { CannotUnseal } from "../crypto/seal";
import { CannotRender, type EventFacts } from "../dialects/dialect";
import { normalizeUrl } from "../http/normalize-url";
import type { SendResult } from "../http/send-result";
import type { Failure } from "../reasons/codes";
import { type SignedRequest, signRequest, type WebhookForSending } from "../webhooks/signing/sign-request";
import { sender } from "./sender";

export interface RequestToPerform {
  webhook: WebhookForSending;
  traceId: string;
  eventType: string;
  entityType: string;
  body: Buffer;
  contentType: string;
  /** The attempt's number, "manual" or "test". */
  number: string;
  /** The delivery's sequence number; null if it has none. */
  sequence: string | null;
  simulated: boolean;
  /** Null unless the dialect fills templates with it. */
  event: EventFacts | null;
}

/** What an attempt records about the request and the response. */
export interface PerformedRequest {
  /** Null means POST. */
  method: string | null;
  durationMs: number;
  destination: string;
  destinationIp: string | null;
  sourceIp: string | null;
  requestHeaders: Record<string, string>;
  responseCode: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: Uint8Array | null;
  responseTruncated: boolean;
  timing: unknown;
  /** False if the response did not arrive completely, even if its status did. */
  complete: boolean;
  /** Why there is no complete response. */
  failure: Failure | null;
}

/**
 * Signs and sends one attempt with the webhook's current settings and the frozen body, to which only receiver authentication may add a
 * field. Whatever the receiver does is an outcome, not an error. A template that cannot be filled in or a secret that cannot be decrypted is
 * also an outcome; then nothing is sent.
 */
export function performRequest(request: RequestToPerform): Promise<PerformedRequest> {
  return new Promise((resolve, reject) => startRequest(request, resolve, reject));
}

/** Like performRequest, with callbacks, which must not throw. `fail` gets only errors of Hookledger itself. */
export function startRequest(
  request: RequestToPerform,
  done: (performed: PerformedRequest) => void,
  fail: (error: unknown) => void,
): void {
  const { webhook, traceId, eventType, entityType, contentType, number, sequence, simulated, event } =
    request;
  // The body of a GET request has no defined meaning (RFC 9110, section 9.3.1).
  const body = webhook.method === "GET" ? Buffer.alloc(0) : request.body;
  const attempt = { traceId, eventType, entityType, contentType, number, sequence, simulated, event, body };
  const handleSigningError = (error: unknown) => {
    if (error instanceof CannotRender) done(buildUnsentRequest(webhook, "template_error", error.message));
    else if (error instanceof CannotUnseal)
      done(buildUnsentRequest(webhook, "secret_unreadable", error.message));
    else fail(error);
  };
  const send = (signed: SignedRequest) => sendSigned(webhook, signed, done);
  try {
    const signed = signRequest(webhook, { ...attempt, sentAt: currentTime() });
    if (signed instanceof Promise) signed.then(send).catch(handleSigningError);
    else send(signed);
  } catch (error) {
    handleSigningError(error);
  }
}

function sendSigned(
  { method, timeoutSeconds }: WebhookForSending,
  signed: SignedRequest,
  done: (performed: PerformedRequest) => void,
): void {
  const { headers, secretHeaderNames, body } = signed;
  const url = normalizeUrl(signed.url);
  sender().dispatch({ url, method, headers, body, timeoutMs: timeoutSeconds * 1_000 }, (result) =>
    done({
      method: method === "POST" ? null : method,
      durationMs: result.durationMs,
      destination: url,
      destinationIp: result.destinationIp ?? null,
      sourceIp: result.sourceIp ?? null,
      requestHeaders: maskSecrets(headers, secretHeaderNames),
      timing: result.timing,
      ...toResponseFields(result),
    }),
  );
}

/**
 * Builds the record of an attempt that sent nothing because a template could not be filled in or a secret could not be decrypted: no request
 * is sent unsigned or without its receiver authentication. The attempt counts as failed like any other. It is shown and retried, because the
 * key or the template may be corrected before the next attempt; after the last retry, the webhook's failure policy applies.
 */
function buildUnsentRequest(
  { method, url }: WebhookForSending,
  code: "template_error" | "secret_unreadable",
  detail: string,
): PerformedRequest {
  return {
    method: method === "POST" ? null : method,
    durationMs: 0,
    destination: url,
    destinationIp: null,
    sourceIp: null,
    requestHeaders: {},
    timing: {},
    complete: false,
    responseCode: null,
    responseHeaders: null,
    responseBody: null,
    responseTruncated: false,
    failure: { code, params: { detail } },
  };
}

function toResponseFields(result: SendResult) {
  if (result.kind === "response") {
    return {
      complete: true,
      responseCode: result.status,
      responseHeaders: result.headers,
      responseBody: result.body,
      responseTruncated: result.truncated,
      failure: null,
    };
  }
  return {
    complete: false,
    responseCode: result.status ?? null,
    responseHeaders: result.headers ?? null,
    responseBody: null,
    responseTruncated: false,
    failure: { code: result.code, params: result.params },
  };
}

/** Masks the values of custom headers and of receiver authentication: they are secrets, so the history shows only their names. */
function maskSecrets(headers: Record<string, string>, toMask: readonly string[]): Record<string, string> {
  if (toMask.length === 0) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, toMask.includes(name) ? "********" : value]),
  );
}
