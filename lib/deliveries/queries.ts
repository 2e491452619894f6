import { demand, type Scope } from "../access/scope";
import { pool } from "../db";
import { idFloor, isId } from "../ids";
import { type AttemptRow, attemptColumns, toAttempt } from "./attempt-view";
import type {
  AttemptView,
  DeliveryFilter,
  DeliveryPage,
  DeliveryView,
  DeliveryWithAttempts,
  HistoryPage,
} from "./schema";

const columns = `
  d.id AS "traceId", d.event_id AS "eventId", d.event_type AS "eventType",
  coalesce(t.title, d.event_type) AS "eventTitle", d.entity_type AS "entityType", d.entity_id AS "entityId",
  d.webhook_id AS "webhookId", w.name AS "webhookName", d.simulated,
  CASE WHEN d.state = 'pending' AND d.lease_until > now() THEN 'delivering' ELSE d.state::text END AS state,
  d.state_reason AS "stateReason", d.attempt_count AS "attemptCount", d.next_attempt_at AS "nextAttemptAt",
  d.last_response_code AS "lastResponseCode", d.created_at AS "createdAt", d.completed_at AS "completedAt"`;

const joined = `
  deliveries d JOIN webhooks w ON w.id = d.webhook_id LEFT JOIN event_types t ON t.name = d.event_type`;

/**
 * A page of deliveries, newest first. The id is a UUIDv7, so it is the order, the cursor and the time bound in
 * one; page 1,000 costs what page 1 does.
 */
export async function listDeliveries(
  scope: Scope,
  { cursor, limit, ...filter }: DeliveryPage,
): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
  const { items, more } = await readPage(scope, filter, limit, cursor ? { olderThan: cursor } : null);
  return { items, nextCursor: more ? (items.at(-1)?.traceId ?? null) : null };
}

/** A page with every attempt of each delivery, newest attempt first. `newerCursor`: null on the newest page. */
export interface History {
  items: DeliveryWithAttempts[];
  nextCursor: string | null;
  newerCursor: string | null;
}

/** What a history page shows: older than `cursor`, or just newer than `newer`, or the newest. */
export async function listHistory(scope: Scope, page: HistoryPage): Promise<History> {
  const { cursor, newer, limit, ...filter } = page;
  const newerPage = newer && !cursor ? await readPage(scope, filter, limit, { newerThan: newer }) : null;
  // Fewer than a page are newer: then it is the newest page, and a full one.
  const older = newerPage?.more ? null : await listDeliveries(scope, { ...filter, cursor, limit });
  const items = newerPage?.more ? newerPage.items : (older?.items ?? []);
  const attempts = await attemptsOf(items.map((item) => item.traceId));
  return {
    items: items.map((item) => ({ ...item, attempts: attempts.get(item.traceId) ?? [] })),
    nextCursor: older ? older.nextCursor : (items.at(-1)?.traceId ?? null),
    newerCursor: cursor || newerPage?.more ? (items[0]?.traceId ?? null) : null,
  };
}

type Edge = { olderThan: string } | { newerThan: string };

/** Newest first, on either side of an id; `more` says whether it goes on in that direction. */
async function readPage(scope: Scope, filter: DeliveryFilter, limit: number, edge: Edge | null) {
  demand(scope, "deliveries:read");
  const { conditions, values } = where(scope, filter);
  const back = edge !== null && "newerThan" in edge;
  if (back) conditions.push(`d.id > $${values.push(edge.newerThan)}::uuid`);
  else if (edge) conditions.push(`d.id < $${values.push(edge.olderThan)}::uuid`);
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT ${columns} FROM ${joined}
     ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}
     ORDER BY d.id ${back ? "ASC" : "DESC"} LIMIT ${limit + 1}`,
    values,
  );
  const items = rows.slice(0, limit).map(toDelivery);
  return { items: back ? items.reverse() : items, more: rows.length > limit };
}

/** One delivery with its attempts, oldest first; null when there is none, or none that this scope may see. */
export async function findDelivery(scope: Scope, traceId: string): Promise<DeliveryWithAttempts | null> {
  demand(scope, "deliveries:read");
  if (!isId(traceId)) return null;
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT ${columns} FROM ${joined} WHERE d.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`,
    [traceId, scope.partnerId],
  );
  const [row] = rows;
  if (!row) return null;
  return { ...toDelivery(row), attempts: ((await attemptsOf([traceId])).get(traceId) ?? []).reverse() };
}

async function attemptsOf(traceIds: string[]): Promise<Map<string, AttemptView[]>> {
  const byTrace = new Map<string, AttemptView[]>();
  if (traceIds.length === 0) return byTrace;
  const { rows } = await pool().query<AttemptRow>(
    `SELECT ${attemptColumns} FROM attempts a WHERE a.delivery_id = ANY($1) ORDER BY a.id DESC`,
    [traceIds],
  );
  for (const row of rows) {
    const list = byTrace.get(row.traceId) ?? [];
    list.push(toAttempt(row));
    byTrace.set(row.traceId, list);
  }
  return byTrace;
}

function where(scope: Scope, filter: DeliveryFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(condition.replace("?", `$${values.push(value)}`));
  };
  add("d.partner_id = ?::uuid", scope.partnerId ?? undefined);
  add("d.partner_id = ?::uuid", filter.partnerId);
  add("d.entity_type = ?", filter.entityType);
  add("d.entity_id = ?", filter.entityId);
  add("d.webhook_id = ?::uuid", filter.webhookId);
  add("d.event_type = ?", filter.eventType);
  add("d.id >= ?::uuid", filter.from && idFloor(new Date(filter.from)));
  add("d.id < ?::uuid", filter.to && idFloor(new Date(filter.to)));
  add(
    "EXISTS (SELECT 1 FROM attempts a WHERE a.delivery_id = d.id AND a.response_code = ?)",
    filter.responseCode,
  );
  if (filter.state === "delivering") conditions.push("d.state = 'pending' AND d.lease_until > now()");
  else if (filter.state === "pending") {
    conditions.push("d.state = 'pending' AND (d.lease_until IS NULL OR d.lease_until <= now())");
  } else add("d.state = ?::delivery_state", filter.state);
  return { conditions, values };
}

function toDelivery(row: Record<string, unknown>): DeliveryView {
  const iso = (value: unknown) => (value instanceof Date ? value.toISOString() : null);
  return {
    ...row,
    nextAttemptAt: iso(row.nextAttemptAt),
    createdAt: iso(row.createdAt),
    completedAt: iso(row.completedAt),
  } as DeliveryView;
}
