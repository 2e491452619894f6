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
  simulated: boolean;
  /** Null unless the dialect fills templates with it. */
  event: EventFacts | null;
}

/** What an attempt records of the request and of the response. */
export interface PerformedRequest {
  /** Null: POST. */
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
  /** False when no complete response came, even if its status did. */
  complete: boolean;
  /** Why there is no complete response. */
  failure: Failure | null;
}

/**
 * Signs and sends one attempt with the webhook's current settings and the frozen body. Whatever the receiver does is an
 * outcome, and so is a template that cannot be filled in or a secret that cannot be decrypted: then nothing is sent.
 */
export async function performRequest(request: RequestToPerform): Promise<PerformedRequest> {
  const { webhook, body: frozen, ...attempt } = request;
  const { method } = webhook;
  // A GET has no body (RFC 9110, section 9.3.1).
  const body = method === "GET" ? Buffer.alloc(0) : frozen;
  const timeoutMs = webhook.timeoutSeconds * 1_000;
  let signed: SignedRequest;
  try {
    signed = await signRequest(webhook, { ...attempt, body, sentAt: currentTime() });
  } catch (error) {
    if (error instanceof CannotRender) return unsentRequest(webhook, "template_error", error.message);
    if (error instanceof CannotUnseal) return unsentRequest(webhook, "secret_unreadable", error.message);
    throw error;
  }
  const { headers, secret } = signed;
  const url = normalizeUrl(signed.url);
  const result = await sender().send({ url, method, headers, body, timeoutMs });
  return {
    method: method === "POST" ? null : method,
    durationMs: result.durationMs,
    destination: url,
    destinationIp: result.destinationIp ?? null,
    sourceIp: result.sourceIp ?? null,
    requestHeaders: maskSecrets(headers, secret),
    timing: result.timing,
    ...toResponse(result),
  };
}

/**
 * Fails closed: never unsigned, never without what the receiver asks for. A failed attempt like any other, so that it is
 * seen, retried (the key or the templates may be corrected by then), and in the end pauses the webhook and notifies users.
 */
function unsentRequest(
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

function toResponse(result: SendResult) {
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

/** The values of custom headers and of receiver authentication are secrets: history shows their names only. */
function maskSecrets(headers: Record<string, string>, secret: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secret.includes(name) ? "********" : value]),
  );
}
