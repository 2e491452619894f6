import type { Queryable } from "../db";
import { bodySql } from "../deliveries/body-sql";
import { type FeedItem, type FeedPage, type FeedPosition, writeCursor } from "./schema";

/** A page ends with the body that brings the total size of its bodies above this many bytes. */
const maxPageBytes = 4 * 1024 * 1024;

// Only entries of transactions below the snapshot's xmin are read. Open transactions have numbers from xmin on, so no entry can appear
// before one that was read. OFFSET 0 makes Postgres look up each delivery on its own, in the partition of its ID.
const pageSql = `
  SELECT p.transaction_id::text AS "transactionId", p.delivery_id AS "traceId", p.found, d.event_id AS "eventId",
         d.event_type AS "eventType", d.entity_type AS "entityType", d.entity_id AS "entityId", d.simulated, d.state,
         d.created_at AS "createdAt", d.content_type AS "contentType", ${bodySql} AS bytes
  FROM (
    SELECT e.*, s.found, sum(s.length) OVER (ORDER BY e.transaction_id, e.delivery_id) - s.length AS bytes_before
    FROM (SELECT transaction_id, delivery_id FROM feed_entries
          WHERE webhook_id = $1 AND (transaction_id, delivery_id) > ($2::bigint, $3::uuid)
            AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
          ORDER BY transaction_id, delivery_id LIMIT $4) e
    CROSS JOIN LATERAL (
      SELECT count(*) > 0 AS found, coalesce(max(octet_length(${bodySql})), 0) AS length
      FROM deliveries d WHERE d.id = e.delivery_id) s
  ) p
  LEFT JOIN LATERAL (SELECT * FROM deliveries WHERE id = p.delivery_id OFFSET 0) d ON true
  WHERE p.bytes_before <= ${maxPageBytes}
  ORDER BY p.transaction_id, p.delivery_id`;

type Row = Omit<FeedItem, "createdAt" | "body" | "bodyEncoding"> & {
  transactionId: string;
  found: boolean;
  createdAt: Date;
  bytes: Buffer | null;
};

/**
 * Reads the entries of a feed after a position, in an order in which no new entry can appear before one that was already read.
 * Deliveries that retention has removed are left out.
 */
export async function readPage(
  db: Queryable,
  webhookId: string,
  { epoch, transactionId, deliveryId }: FeedPosition,
  limit: number,
): Promise<FeedPage & { isEmpty: boolean }> {
  const { rows } = await db.query<Row>(pageSql, [webhookId, transactionId, deliveryId, limit]);
  const last = rows.at(-1);
  return {
    items: rows.filter(({ found }) => found).map(toItem),
    nextCursor: writeCursor({
      epoch,
      transactionId: last?.transactionId ?? transactionId,
      deliveryId: last?.traceId ?? deliveryId,
    }),
    isEmpty: rows.length === 0,
  };
}

function toItem({ transactionId: _transactionId, found: _found, createdAt, bytes, ...row }: Row): FeedItem {
  return { ...row, createdAt: createdAt.toISOString(), ...encodeBody(bytes) };
}

function encodeBody(bytes: Buffer | null): Pick<FeedItem, "body" | "bodyEncoding"> {
  if (bytes === null) return { body: null, bodyEncoding: "text" };
  try {
    return {
      body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      bodyEncoding: "text",
    };
  } catch {
    return { body: bytes.toString("base64"), bodyEncoding: "base64" };
  }
}
