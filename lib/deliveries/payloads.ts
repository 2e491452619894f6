import { pool } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { bodySql } from "./body-sql";

export interface Payload {
  bytes: Buffer;
  contentType: string;
  /** The delivery that the bytes belong to. */
  delivery: { traceId: string; eventId: string; eventType: string; partnerId: string | null };
}

// Each function returns null when the scope has no attempt or delivery with this ID, or its bytes are no longer kept.

/** The body of an attempt's request, without a key that receiver authentication added: the delivery's frozen body, or empty for a GET. */
export async function readRequestBody(scope: Scope, attemptId: string): Promise<Payload | null> {
  return readAttemptPayload(scope, attemptId, sentBodyColumns);
}

/** The stored bytes of the response. The receiver chose them, so never serve them as a page. */
export async function readResponseBody(scope: Scope, attemptId: string): Promise<Payload | null> {
  return readAttemptPayload(
    scope,
    attemptId,
    `coalesce(a.response_body, (SELECT bytes FROM bodies WHERE bodies.id = a.id)) AS bytes, 'application/octet-stream' AS "contentType"`,
  );
}

/** The frozen body of a delivery, whether or not it was ever attempted. */
export async function readDeliveryBody(scope: Scope, typedId: string): Promise<Payload | null> {
  requirePermission(scope, "deliveries:read");
  const traceId = parseId(typedId);
  if (traceId === null) return null;
  const { rows } = await pool().query<Row>(
    `SELECT ${bodySql} AS bytes, d.content_type AS "contentType", ${deliveryColumns} FROM deliveries d
     WHERE d.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`,
    [traceId, scope.partnerId],
  );
  return toPayload(rows[0]);
}

async function readAttemptPayload(scope: Scope, typedId: string, columns: string): Promise<Payload | null> {
  requirePermission(scope, "deliveries:read");
  const attemptId = parseId(typedId);
  if (attemptId === null) return null;
  const { rows } = await pool().query<Row>(
    `SELECT ${columns}, ${deliveryColumns} FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
     WHERE a.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`,
    [attemptId, scope.partnerId],
  );
  return toPayload(rows[0]);
}

const sentBodyColumns = `
  CASE WHEN a.method = 'GET' THEN ''::bytea ELSE ${bodySql} END AS bytes, d.content_type AS "contentType"`;
const deliveryColumns = `d.id AS "traceId", d.event_id AS "eventId", d.event_type AS "eventType", d.partner_id AS "partnerId"`;

type Row = Payload["delivery"] & { bytes: Buffer | null; contentType: string };

function toPayload(row: Row | undefined): Payload | null {
  if (!row?.bytes) return null;
  const { bytes, contentType, ...delivery } = row;
  return { bytes, contentType, delivery };
}
