import { pool } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { bodySql } from "./body-sql";

export interface Payload {
  bytes: Buffer;
  contentType: string;
  /** The delivery that the bytes belong to. */
  delivery: {
    traceId: string;
    eventId: string;
    eventType: string;
    partnerId: string | null;
    webhookId: string;
  };
}

// Each function returns null when the scope has no attempt or delivery with this ID, or its bytes are no longer kept. The first three return
// whole bodies and so also require customer-data:read; show-body.ts limits bodies to what other scopes can see.

/** The body of an attempt's request, without a key that receiver authentication added: the delivery's frozen body, or empty for a GET. */
export async function readRequestBody(scope: Scope, attemptId: string): Promise<Payload | null> {
  requirePermission(scope, "customer-data:read");
  return loadBody(scope, { attemptId, which: "request" });
}

/** The stored bytes of the response. The receiver chose them, so never serve them as a page. */
export async function readResponseBody(scope: Scope, attemptId: string): Promise<Payload | null> {
  requirePermission(scope, "customer-data:read");
  return loadBody(scope, { attemptId, which: "response" });
}

/** The frozen body of a delivery, whether or not it was ever attempted. */
export async function readDeliveryBody(scope: Scope, traceId: string): Promise<Payload | null> {
  requirePermission(scope, "customer-data:read");
  return loadBody(scope, { traceId });
}

/** The body of an attempt's request or response, or a delivery's frozen body. */
export type BodyReference = { attemptId: string; which: "request" | "response" } | { traceId: string };

/** Loads a body for a caller that limits what it shows. Requires only deliveries:read. */
export async function loadBody(scope: Scope, reference: BodyReference): Promise<Payload | null> {
  requirePermission(scope, "deliveries:read");
  const isOfDelivery = "traceId" in reference;
  const id = parseId(isOfDelivery ? reference.traceId : reference.attemptId);
  if (id === null) return null;
  const { rows } = await pool().query<Row>(isOfDelivery ? deliverySql : attemptSql[reference.which], [
    id,
    scope.partnerId,
  ]);
  return toPayload(rows[0]);
}

const deliveryColumns = `
  d.id AS "traceId", d.event_id AS "eventId", d.event_type AS "eventType", d.partner_id AS "partnerId", d.webhook_id AS "webhookId"`;

const deliverySql = `
  SELECT ${bodySql} AS bytes, d.content_type AS "contentType", ${deliveryColumns} FROM deliveries d
  WHERE d.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`;

const buildAttemptSql = (columns: string) => `
  SELECT ${columns}, ${deliveryColumns} FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
  WHERE a.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`;

const attemptSql = {
  request: buildAttemptSql(
    `CASE WHEN a.method = 'GET' THEN ''::bytea ELSE ${bodySql} END AS bytes, d.content_type AS "contentType"`,
  ),
  response: buildAttemptSql(
    `coalesce(a.response_body, (SELECT bytes FROM bodies WHERE bodies.id = a.id)) AS bytes, 'application/octet-stream' AS "contentType"`,
  ),
};

type Row = Payload["delivery"] & { bytes: Buffer | null; contentType: string };

function toPayload(row: Row | undefined): Payload | null {
  if (!row?.bytes) return null;
  const { bytes, contentType, ...delivery } = row;
  return { bytes, contentType, delivery };
}
