import { describeLimitedStateReason } from "../customer-data/limit-failure";
import { pool } from "../db";
import { parseId } from "../ids";
import type { FailureParams } from "../reasons/codes";
import { findFailureTitle } from "../reasons/failure-titles";
import type { Scope } from "../scope/scope";
import { requireReader } from "./access";
import { failedInIncidentSql } from "./failed-sql";
import { type IncidentPageQuery, type IncidentView, maxCountedDeliveries } from "./schema";

// A partner does not see who of the lender takes care of an incident ($1 is the partner).
const viewSql = `
  SELECT i.id, w.id AS "webhookId", w.name AS "webhookName", w.owner,
         CASE WHEN w.deleted_at IS NULL THEN w.state::text ELSE 'deleted' END AS "webhookState",
         i.error_code AS "errorCode", i.error_params AS "errorParams", i.opened_at AS "openedAt", i.closed_at AS "closedAt",
         i.reopened, i.peak_held AS "peakHeld", i.total_failed AS "totalFailed", i.last_failed_at AS "lastFailedAt",
         i.last_delivery_id AS "lastTraceId", coalesce(h.n, 0) AS held, coalesce(f.n, 0) AS failed,
         CASE WHEN $1::uuid IS NULL OR u.partner_id = $1 THEN u.id END AS "assigneeId",
         CASE WHEN u.id IS NULL OR $1::uuid IS NULL OR u.partner_id = $1 THEN u.name ELSE 'The lender' END AS assignee
  FROM i JOIN webhooks w ON w.id = i.webhook_id LEFT JOIN users u ON u.id = i.assignee_id
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS n FROM (
      SELECT FROM open_deliveries o WHERE o.webhook_id = i.webhook_id AND o.due_at IS NULL LIMIT ${maxCountedDeliveries}) o
  ) h ON i.closed_at IS NULL
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS n FROM (
      ${failedInIncidentSql} LIMIT ${maxCountedDeliveries}) d
  ) f ON i.closed_at IS NULL
  ORDER BY i.id DESC`;

const visibleSql = `
  SELECT i.* FROM incidents i JOIN webhooks w ON w.id = i.webhook_id WHERE ($1::uuid IS NULL OR w.partner_id = $1)`;

const listSql = `
  WITH i AS MATERIALIZED (
    ${visibleSql} AND ($2::boolean IS NULL OR (i.closed_at IS NULL) = $2) AND ($3::uuid IS NULL OR i.webhook_id = $3)
      AND ($4::uuid IS NULL OR i.id < $4)
    ORDER BY i.id DESC LIMIT $5
  ) ${viewSql}`;

const findSql = `WITH i AS MATERIALIZED (${visibleSql} AND i.id = $2) ${viewSql}`;

const countSql = `SELECT count(*)::int AS open FROM (${visibleSql} AND i.closed_at IS NULL) i`;

type Row = Omit<IncidentView, "state" | "title" | "message" | "openedAt" | "closedAt" | "lastFailedAt"> & {
  errorParams: FailureParams | null;
  openedAt: Date;
  closedAt: Date | null;
  lastFailedAt: Date | null;
};

function toView(scope: Scope, { errorParams, ...row }: Row): IncidentView {
  return {
    ...row,
    state: row.closedAt === null ? "open" : "closed",
    title: findFailureTitle(row.errorCode),
    message: describeLimitedStateReason(scope, "failed", row.errorCode, errorParams) ?? "",
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    lastFailedAt: row.lastFailedAt?.toISOString() ?? null,
    peakHeld: Math.max(row.peakHeld, row.held),
  };
}

/**
 * Lists a page of the incidents that this scope can see, the last opened first: the lender sees all, a partner those of its webhooks.
 * Requires deliveries:read or webhooks:read.
 */
export async function listIncidents(
  scope: Scope,
  { state, webhookId, cursor, limit }: IncidentPageQuery,
): Promise<{ items: IncidentView[]; nextCursor: string | null }> {
  requireReader(scope);
  const isOpen = state === undefined ? null : state === "open";
  const rows = await readPage(scope, [isOpen, webhookId ?? null, cursor ?? null, limit + 1]);
  const items = rows.slice(0, limit).map((row) => toView(scope, row));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

async function readPage(scope: Scope, values: unknown[]): Promise<Row[]> {
  return (await pool().query<Row>(listSql, [scope.partnerId, ...values])).rows;
}

/** Finds an incident; null if there is none that this scope can see. */
export async function findIncident(scope: Scope, typedId: string): Promise<IncidentView | null> {
  requireReader(scope);
  const id = parseId(typedId);
  if (id === null) return null;
  const { rows } = await pool().query<Row>(findSql, [scope.partnerId, id]);
  return rows[0] ? toView(scope, rows[0]) : null;
}

/** Counts the open incidents that this scope can see, and finds the one that was opened last; null if none is open. */
export async function summarizeIncidents(
  scope: Scope,
): Promise<{ open: number; newest: IncidentView } | null> {
  requireReader(scope);
  const { rows } = await pool().query<{ open: number }>(countSql, [scope.partnerId]);
  if (!rows[0]?.open) return null;
  const [newest] = await readPage(scope, [true, null, null, 1]);
  return newest ? { open: rows[0].open, newest: toView(scope, newest) } : null;
}
