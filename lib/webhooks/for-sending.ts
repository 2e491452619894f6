import { unseal } from "../crypto/seal";
import { dialectOf } from "../dialects";
import type { Attempted, SignatureEncoding, SuccessRule } from "../dialects/dialect";

/** The settings of a webhook that an attempt needs, as they are now. Secrets are still sealed. */
export interface WebhookForSending {
  id: string;
  name: string;
  url: string;
  dialect: string;
  retryDelays: number[];
  timeoutSeconds: number;
  successRule: SuccessRule;
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
  keySealed: Uint8Array;
  /** Null when there is none or its overlap is over. */
  previousKeySealed: Uint8Array | null;
  headersSealed: Uint8Array | null;
}

/** What a sealed value of a webhook is bound to: it opens in this row and for this use only. */
export const boundTo = {
  key: (webhookId: string) => `webhook:${webhookId}:key`,
  headers: (webhookId: string) => `webhook:${webhookId}:headers`,
};

export interface OpenedWebhook {
  keys: [string, ...string[]];
  customHeaders: Record<string, string>;
}

const alreadyOpen = new WeakMap<WebhookForSending, OpenedWebhook>();

/**
 * Opens the secrets, once for an object: it lives as long as one claim. Throws CannotUnseal: without its key a webhook
 * is never sent to.
 */
export function openWebhook(webhook: WebhookForSending): OpenedWebhook {
  const opened = alreadyOpen.get(webhook) ?? open(webhook);
  alreadyOpen.set(webhook, opened);
  return opened;
}

function open(webhook: WebhookForSending): OpenedWebhook {
  const open = (sealed: Uint8Array) => unseal(sealed, boundTo.key(webhook.id));
  return {
    keys: [open(webhook.keySealed), ...(webhook.previousKeySealed ? [open(webhook.previousKeySealed)] : [])],
    customHeaders: webhook.headersSealed
      ? JSON.parse(unseal(webhook.headersSealed, boundTo.headers(webhook.id)))
      : {},
  };
}

/** All headers of one attempt: the webhook's own first, then what signs, so that nothing replaces a signature. */
export function attemptHeaders(
  webhook: WebhookForSending,
  opened: OpenedWebhook,
  attempt: Pick<Attempted, "traceId" | "eventType" | "entityType" | "body" | "sentAt"> & {
    contentType: string;
    /** The attempt's number, or "manual". */
    number: string;
  },
): Record<string, string> {
  const { signatureHeader, signatureEncoding } = webhook;
  return {
    "User-Agent": "Hookledger",
    ...opened.customHeaders,
    "Content-Type": attempt.contentType,
    "X-Hookledger-Trace-Id": attempt.traceId,
    "X-Hookledger-Attempt": attempt.number,
    ...dialectOf(webhook.dialect).headers({
      ...attempt,
      keys: opened.keys,
      signatureHeader,
      signatureEncoding,
    }),
  };
}
