import { currentTimeMs } from "../clock";
import { describeLimitedStateReason } from "../customer-data/limit-failure";
import { prepared } from "../database/prepared";
import { pool, type Queryable, snapshot } from "../db";
import { parseId, readIdTime } from "../ids";
import { lineSql, waitingSql } from "../lines/line-sql";
import type { FailureParams } from "../reasons/codes";
import { isWithinTarget, narrowToTarget } from "../scope/link-target";
import { requirePermissionWithinTarget, type Scope } from "../scope/scope";
import { buildIdQuery } from "./id-query";
import { loadAttempts } from "./load-attempts";
import {
  type DeliveryFilter,
  type DeliveryPageQuery,
  type DeliveryView,
  type DeliveryWithAttempts,
  defaultPageSize,
} from "./schema";
import { type IdRange, searchBack } from "./search-back";

const columns = `
  d.id AS "traceId", d.event_id AS "eventId", d.event_type AS "eventType",
  coalesce(t.title, d.event_type) AS "eventTitle", d.entity_type AS "entityType", d.entity_id AS "entityId",
  d.webhook_id AS "webhookId", w.name AS "webhookName", w.state::text AS "webhookState", d.simulated,
  CASE WHEN d.state = 'pending' AND o.lease_until > now() THEN 'delivering' ELSE d.state::text END AS state,
  d.state_reason AS "stateReason",
  d.reason_params AS "reasonParams", coalesce(o.attempt_count, d.attempt_count) AS "attemptCount",
  d.sequence::float8 AS sequence,
  CASE WHEN d.state = 'pending' THEN CASE WHEN o.lease_until > now() THEN o.lease_started_at ELSE nullif(o.due_at, ${waitingSql}) END END
    AS "nextAttemptAt",
  CASE WHEN o.due_at = ${waitingSql} THEN coalesce(
    (SELECT b.delivery_id FROM blocked_lines b WHERE b.webhook_id = o.webhook_id AND b.line = o.line),
    (SELECT e.delivery_id FROM open_deliveries e WHERE e.webhook_id = o.webhook_id AND e.line = o.line AND e.delivery_id <> o.delivery_id
     ORDER BY e.place, e.delivery_id LIMIT 1)) END AS "waitsFor",
  CASE WHEN d.state = 'failed' AND w.ordered THEN EXISTS (
    SELECT FROM blocked_lines b WHERE b.webhook_id = d.webhook_id AND b.line = ${lineSql("d")} AND b.delivery_id = d.id)
    ELSE false END AS "blocksOrder",
  d.last_response_code AS "lastResponseCode", d.created_at AS "createdAt", d.completed_at AS "completedAt"`;

const joinsSql = `
  JOIN webhooks w ON w.id = d.webhook_id LEFT JOIN open_deliveries o ON o.delivery_id = d.id
  LEFT JOIN event_types t ON t.name = d.event_type`;

/**
 * Returns a page of deliveries, newest first. The ID is a UUIDv7, which serves as sort key, cursor and time bound, so page 1,000 costs as
 * much as page 1. A page may be shorter than `limit` although there is a next page: see searchBack.
 */
export async function listDeliveries(
  scope: Scope,
  { cursor, limit, ...wanted }: DeliveryPageQuery,
  db: Queryable = pool(),
): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
  requirePermissionWithinTarget(scope, "deliveries:read");
  const filter = narrowToTarget(scope, wanted);
  if (filter === null) return { items: [], nextCursor: null };
  const before = cursor ?? null;
  const read = (range: IdRange, max: number) => readRange(db, scope, filter, range, max);
  const { rows, searchedBackTo } = needsSeveralIndexes(scope, filter)
    ? await searchBack({ before, since: await findOldestTime(db, filter), wantedCount: limit + 1 }, read)
    : { rows: await read({ from: null, before }, limit + 1), searchedBackTo: null };
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.traceId ?? null) : searchedBackTo };
}

/** How many rows a page of the default size reads: one or two more tell whether there is another page. */
const usualLimits = [defaultPageSize + 1, defaultPageSize + 2];

/** Reads the deliveries of a range. The IDs come from an index alone if one index covers the filters. */
export async function readRange(
  db: Queryable,
  scope: Scope,
  filter: DeliveryFilter,
  range: IdRange,
  limit: number,
  order: "ASC" | "DESC" = "DESC",
): Promise<DeliveryView[]> {
  const { sql, values } = buildIdQuery(scope, filter, range, limit, order);
  const isPrepared = usualLimits.includes(limit) && suitsAnyValues(scope, filter);
  const { rows } = await db.query<{ id: string }>(isPrepared ? prepared(sql, values) : { text: sql, values });
  return await readDeliveries(
    db,
    scope,
    rows.map(({ id }) => id),
  );
}

// OFFSET 0 keeps Postgres from turning this into a join over all partitions: each row is read from the partition of its ID.
const readSql = `
  SELECT ${columns} FROM unnest($1::uuid[]) WITH ORDINALITY AS page (id, place)
  CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE id = page.id OFFSET 0) d ${joinsSql}
  ORDER BY page.place`;

/** Reads these deliveries, in this order. The caller has checked that the scope can see them. */
export async function readDeliveries(
  db: Queryable,
  scope: Scope,
  traceIds: readonly string[],
): Promise<DeliveryView[]> {
  if (traceIds.length === 0) return [];
  const { rows } = await db.query(prepared(readSql, [traceIds]));
  return rows.map((row) => toDelivery(scope, row));
}

/** Whether the filters need several indexes, so that a search may read many rows that match only some of them. */
function needsSeveralIndexes({ partnerId }: Scope, filter: DeliveryFilter): boolean {
  const { entityId, webhookId, eventType, entityType, responseCode, state } = filter;
  const given = [partnerId ?? filter.partnerId, webhookId, eventType, entityType, responseCode, state];
  return entityId === undefined && given.filter((value) => value !== undefined).length > 1;
}

/**
 * Whether the same plan suits all values of these filters, so that it can be kept. Response codes differ in how frequent they are, and each
 * set of several states has a text of its own.
 */
export function suitsAnyValues(scope: Scope, filter: DeliveryFilter): boolean {
  const { responseCode, state = [] } = filter;
  return responseCode === undefined && state.length <= 1 && !needsSeveralIndexes(scope, filter);
}

/** Finds the time, in ms, before which no deliveries match. */
async function findOldestTime(db: Queryable, { from }: DeliveryFilter): Promise<number> {
  if (from) return Date.parse(from);
  const { rows } = await db.query<{ id: string }>("SELECT id FROM deliveries ORDER BY id LIMIT 1");
  return rows[0] ? readIdTime(rows[0].id) : currentTimeMs();
}

/** Finds a delivery with its attempts, oldest first; null if it does not exist or this scope cannot see it. */
export async function findDelivery(scope: Scope, typedId: string): Promise<DeliveryWithAttempts | null> {
  requirePermissionWithinTarget(scope, "deliveries:read");
  const traceId = parseId(typedId);
  if (traceId === null) return null;
  return snapshot(async (db) => {
    const { rows } = await db.query<Record<string, unknown>>(
      `SELECT ${columns} FROM deliveries d ${joinsSql} WHERE d.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`,
      [traceId, scope.partnerId],
    );
    const [row] = rows;
    if (!row) return null;
    const found = toDelivery(scope, row);
    if (!isWithinTarget(scope, found)) return null;
    const attempts = (await loadAttempts(db, scope, [found])).get(traceId) ?? [];
    return { ...found, attempts: attempts.reverse() };
  });
}

function toDelivery(
  scope: Scope,
  { stateReason, reasonParams, ...row }: Record<string, unknown>,
): DeliveryView {
  const toIso = (value: unknown) => (value instanceof Date ? value.toISOString() : null);
  return {
    ...row,
    stateReason: describeLimitedStateReason(
      scope,
      String(row.state),
      stateReason as string | null,
      reasonParams as FailureParams | null,
    ),
    nextAttemptAt: toIso(row.nextAttemptAt),
    createdAt: toIso(row.createdAt),
    completedAt: toIso(row.completedAt),
  } as DeliveryView;
}
