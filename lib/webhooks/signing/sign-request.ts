import type pg from "pg";
import { unseal } from "../../crypto/seal";
import { pool } from "../../db";
import { getDialect } from "../../dialects";
import type { EventFacts, SigningInput } from "../../dialects/dialect";
import { log } from "../../log";
import {
  authenticationHeaderName,
  authenticationHeaderValue,
  openAuthentication,
} from "../secrets/authentication";
import type { Authentication } from "../secrets/authentication-schema";
import { sealContext } from "../secrets/sealed-values";
import { type StoredSettings, settingColumns } from "../settings";
import { insertBodyField } from "./insert-body-field";

/** The settings of a webhook that an attempt needs, as they are now. Secrets are still sealed. */
export interface WebhookForSending extends StoredSettings {
  id: string;
  keySealed: Uint8Array;
  /** The previous keys that are still valid, the most recent first. */
  previousKeysSealed: Uint8Array[];
  headersSealed: Uint8Array | null;
  authenticationSealed: Uint8Array | null;
}

const columnSql = (name: string) =>
  `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`;
const columnNames = [...Object.keys(settingColumns), "keySealed", "headersSealed", "authenticationSealed"];

const settingsSql = `
  SELECT id, ${columnNames.map(columnSql).join(", ")},
         ARRAY(SELECT p.key_sealed FROM previous_keys p WHERE p.webhook_id = webhooks.id AND p.valid_until > now()
               ORDER BY p.id DESC) AS "previousKeysSealed"
  FROM webhooks WHERE id = ANY($1::uuid[])`;

/**
 * Loads the settings of webhooks for their attempts, by id: one object for each webhook, so that its secrets are opened once. A webhook
 * whose settings this version of Hookledger cannot read is logged and left out.
 */
export async function loadWebhooksForSending(
  ids: readonly string[],
  db: Pick<pg.Pool | pg.PoolClient, "query"> = pool(),
): Promise<Map<string, WebhookForSending>> {
  const { rows } = await db.query<WebhookForSending>({
    name: "webhooks-for-sending",
    text: settingsSql,
    values: [ids],
  });
  const webhooks = new Map<string, WebhookForSending>();
  for (const row of rows) {
    try {
      webhooks.set(row.id, { ...row, options: getDialect(row.dialect).options.parse(row.options) });
    } catch (error) {
      log.error(
        { webhookId: row.id, error: (error as Error).message },
        "could not read the settings of a webhook",
      );
    }
  }
  return webhooks;
}

export interface OpenedSecrets {
  keys: [string, ...string[]];
  customHeaders: Record<string, string>;
  authentication: Authentication | null;
}

const secretsByWebhook = new WeakMap<WebhookForSending, OpenedSecrets>();

/** Decrypts the secrets once per object. Throws CannotUnseal if that fails, so that nothing is sent without the key. */
function openSecrets(webhook: WebhookForSending): OpenedSecrets {
  const opened = secretsByWebhook.get(webhook) ?? unsealSecrets(webhook);
  secretsByWebhook.set(webhook, opened);
  return opened;
}

function unsealSecrets(webhook: WebhookForSending): OpenedSecrets {
  const { id, keySealed, previousKeysSealed, headersSealed, authenticationSealed } = webhook;
  const open = (sealed: Uint8Array) => unseal(sealed, sealContext.key(id));
  return {
    keys: [open(keySealed), ...previousKeysSealed.map(open)],
    customHeaders: headersSealed ? JSON.parse(unseal(headersSealed, sealContext.headers(id))) : {},
    authentication: authenticationSealed ? openAuthentication(id, authenticationSealed) : null,
  };
}

export interface AttemptToSign extends Omit<SigningInput, "keys" | "options" | SignatureSettingName> {
  contentType: string;
  /** The attempt's number, "manual" or "test". */
  number: string;
  /** The delivery's sequence number; null if it has none. */
  sequence: string | null;
  simulated: boolean;
  /** The event; required if the dialect renders templates with it. */
  event: EventFacts | null;
}
type SignatureSettingName = "signatureHeader" | "signatureEncoding";

export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  /** The names of the headers whose values are secrets. */
  secretHeaderNames: string[];
  /** The frozen body, plus the field with the receiver authentication if the body carries it. */
  body: Uint8Array;
}

/**
 * Builds the URL, the body and all headers of an attempt: custom headers first, then receiver authentication, then signatures, so that
 * nothing overrides a signature. Returns a promise only for a JWT, which is signed asynchronously.
 */
export function signRequest(
  webhook: WebhookForSending,
  attempt: AttemptToSign,
): SignedRequest | Promise<SignedRequest> {
  const { authentication } = openSecrets(webhook);
  const headerAuthentication = authentication?.kind === "bodyField" ? null : authentication;
  const authorization =
    headerAuthentication && authenticationHeaderValue(headerAuthentication, attempt.sentAt);
  return authorization instanceof Promise
    ? authorization.then((value) => buildRequest(webhook, attempt, value))
    : buildRequest(webhook, attempt, authorization);
}

/** @param authorization the value of the header that carries the receiver authentication; null if no header carries it */
function buildRequest(
  webhook: WebhookForSending,
  attempt: AttemptToSign,
  authorization: string | null,
): SignedRequest {
  const { signatureHeader, signatureEncoding, options } = webhook;
  const { keys, customHeaders, authentication } = openSecrets(webhook);
  const dialect = getDialect(webhook.dialect);
  const ownDestination = { url: webhook.url, headers: customHeaders };
  const { url, headers: filledHeaders } =
    attempt.event && dialect.fill ? dialect.fill(ownDestination, attempt.event) : ownDestination;
  const { traceId, eventType, entityType, sentAt } = attempt;
  // The body is signed as it is sent, because receivers verify the bytes that they get.
  const body =
    authentication?.kind === "bodyField"
      ? insertBodyField(attempt.body, authentication.field, authentication.value)
      : attempt.body;
  const headers: Record<string, string> = { "User-Agent": "Hookledger", ...filledHeaders };
  const secretHeaderNames = Object.keys(customHeaders);
  if (authentication && authentication.kind !== "bodyField" && authorization !== null) {
    const name = authenticationHeaderName(authentication);
    headers[name] = authorization;
    secretHeaderNames.push(name);
  }
  headers["Content-Type"] = attempt.contentType;
  headers["X-Hookledger-Trace-Id"] = traceId;
  headers["X-Hookledger-Attempt"] = attempt.number;
  if (attempt.sequence !== null) headers["X-Hookledger-Sequence"] = attempt.sequence;
  if (attempt.simulated) headers["X-Hookledger-Simulated"] = "true";
  const details = { traceId, eventType, entityType, body, sentAt, keys };
  Object.assign(headers, dialect.headers({ ...details, signatureHeader, signatureEncoding, options }));
  return { url, headers, secretHeaderNames, body };
}
