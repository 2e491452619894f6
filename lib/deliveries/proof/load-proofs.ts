import { createHash } from "node:crypto";
import { limitCustomerData } from "../../customer-data/limit-customer-data";
import { limitUrl, loadUrlSources } from "../../customer-data/limit-url";
import type { Queryable } from "../../db";
import type { SendPhase } from "../../http/send-result";
import type { FailureCode } from "../../reasons/codes";
import type { Scope } from "../../scope/scope";
import { bodySql } from "../body-sql";
import { hideCodes } from "../hide-codes";
import { canContainOneTimeCode } from "../one-time-codes";
import { readCodesOfEvents } from "../read-one-time-codes";
import type { DeliveryView } from "../schema";
import type { AttemptProof, DeliveryProof } from "./schema";

// Postgres computes the hashes, so that no body is read into this process.
const hashSql = (bytes: string) => `encode(sha256(${bytes}), 'hex')`;
const responseSql = "coalesce(a.response_body, (SELECT bytes FROM bodies WHERE bodies.id = a.id))";

const bodiesSql = `
  SELECT d.id, octet_length(${bodySql}) AS bytes, CASE WHEN d.id = ANY($2::uuid[]) THEN ${hashSql(bodySql)} END AS hash,
         coalesce(w.authentication ->> 'kind' = 'bodyField', false) AS "isKeyAdded"
  FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = ANY($1::uuid[])`;

/** Failures before the request was sent. A TLS failure can also come after it, but then the receiver has rejected the connection. */
const unsentCodes: FailureCode[] = [
  "template_error",
  "secret_unreadable",
  "dns_failed",
  "address_refused",
  "https_required",
  "connect_refused",
  "connect_failed",
  "tls_failed",
  "aborted",
  "send_failed",
];
/** A timeout in one of these phases also means that the request was not sent. */
const unsentPhases: SendPhase[] = ["queued", "dns", "connect", "tls"];

const attemptsSql = `
  SELECT a.id, a.delivery_id AS "traceId", a.number, a.manual, a.requested_by AS "requestedBy",
         a.requested_at AS "requestedAt", a.started_at AS "startedAt", a.duration_ms AS "durationMs",
         coalesce(a.method, 'POST') AS method, a.destination AS url, a.outcome, a.response_code AS "responseCode",
         a.error_code AS "errorCode", octet_length(${responseSql}) AS "responseBytes",
         CASE WHEN a.delivery_id = ANY($2::uuid[]) THEN ${hashSql(responseSql)} END AS "responseSha256",
         a.response_truncated AS "responseTruncated",
         a.started_at IS NOT NULL AND coalesce(a.error_code <> ALL($3::text[]), true)
           AND NOT coalesce(a.error_code = 'timeout' AND a.error_params ->> 'phase' = ANY($4::text[]), false) AS "isSent"
  FROM attempts a WHERE a.delivery_id = ANY($1::uuid[]) ORDER BY a.id`;

type AttemptRow = Omit<AttemptProof, "requestedAt" | "startedAt" | "requestSha256"> & {
  traceId: string;
  requestedAt: Date | null;
  startedAt: Date | null;
  isSent: boolean;
};
interface BodyRow {
  id: string;
  bytes: number | null;
  hash: string | null;
  /** Whether the receiver authentication adds a key to the body, so that other bytes are sent. */
  isKeyAdded: boolean;
}

const emptyHash = createHash("sha256").digest("hex");

/**
 * Loads the proofs of these deliveries, in the same order, as far as the scope can see them. Hashes are customer data: like a one-time code, a
 * short value in an otherwise known body could be guessed from its hash.
 */
export async function loadProofs(
  db: Queryable,
  scope: Scope,
  deliveries: readonly DeliveryView[],
): Promise<DeliveryProof[]> {
  if (deliveries.length === 0) return [];
  const ids = deliveries.map(({ traceId }) => traceId);
  const withHashes = deliveries.filter(({ eventType }) => !canContainOneTimeCode(eventType));
  const urlSources = await loadUrlSources(
    scope,
    db,
    deliveries.map(({ webhookId }) => webhookId),
  );
  const values = [ids, withHashes.map(({ traceId }) => traceId)];
  const bodies = (await db.query<BodyRow>(bodiesSql, values)).rows;
  const bodyById = new Map(bodies.map((row) => [row.id, row]));
  const attemptsById = new Map<string, AttemptRow[]>(ids.map((id) => [id, []]));
  for (const row of (await db.query<AttemptRow>(attemptsSql, [...values, unsentCodes, unsentPhases])).rows) {
    attemptsById.get(row.traceId)?.push(row);
  }
  const codesByEvent = await readCodesOfEvents(
    deliveries.map(({ eventId, eventType }) => ({ id: eventId, type: eventType })),
    db,
  );
  return deliveries.map((delivery) => {
    const { traceId, eventId, webhookId, stateReason } = delivery;
    const toShownUrl = (url: string) => hideCodes(limitUrl(scope, url, urlSources.get(webhookId)), codes);
    const { bytes = null, hash = null, isKeyAdded = false } = bodyById.get(traceId) ?? {};
    const codes = codesByEvent.get(eventId) ?? [];
    return {
      ...delivery,
      stateReason: stateReason && hideCodes(stateReason, codes),
      bodyBytes: bytes,
      bodySha256: limitCustomerData(scope, null, hash),
      attempts: (attemptsById.get(traceId) ?? []).map((row) =>
        toAttemptProof(scope, { ...row, url: row.url && toShownUrl(row.url) }, isKeyAdded ? null : hash),
      ),
    };
  });
}

function toAttemptProof(
  scope: Scope,
  { traceId: _traceId, isSent, ...row }: AttemptRow,
  sentHash: string | null,
): AttemptProof {
  const requestHash = row.method === "GET" ? emptyHash : sentHash;
  return {
    ...row,
    requestedAt: row.requestedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    requestSha256: isSent ? limitCustomerData(scope, null, requestHash) : null,
    responseSha256: limitCustomerData(scope, null, row.responseSha256),
  };
}
