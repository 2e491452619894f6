import type { Queryable } from "../db";
import { buildHasBodySql } from "../deliveries/body-sql";
import { isInOpenStateSql } from "../deliveries/open-state";
import type { DeliveryStateName } from "../deliveries/schema";
import { buildIdFloor, idAfter } from "../ids";
import type { IdRange } from "./read-onward";
import type { CreateJobInput, JobFilter } from "./schema";

/** The properties of a job that decide which deliveries it works on. */
export interface JobSelection {
  kind: CreateJobInput["kind"];
  filter: JobFilter;
  resendFailed: boolean;
  /** The tenant whose deliveries the job may touch; null: the lender, who may touch all. */
  partnerId: string | null;
  /** The ID of a job: deliveries that have an attempt of this job are left out. */
  withoutAttemptOf?: string;
}

export interface MatchingDelivery {
  id: string;
  webhookId: string;
  held: boolean;
  /** False if its body was removed, or its webhook was deleted or, for a resend, is disabled. */
  canSend: boolean;
}

/** Succeeded deliveries are read webhook by webhook only if that reads at most this many rows; else all together, by ID. */
const maxRowsReadByWebhook = 10_000;

const openStates = ["pending", "delivering", "held"] as const;

/** The webhooks that a filter names, in the order of their IDs; null: all. */
export function listNamedWebhookIds({ webhookId, webhookIds }: JobFilter): string[] | null {
  const named = [...(webhookId ? [webhookId] : []), ...(webhookIds ?? [])];
  return named.length > 0 ? [...new Set(named)].sort() : null;
}

function listStates({ kind, filter, resendFailed }: JobSelection): DeliveryStateName[] {
  if (kind === "release-held") return resendFailed ? ["held", "failed"] : ["held"];
  return filter.states ?? ["failed"];
}

/** Narrows a range of IDs to the time window and the trace IDs of the filter. */
export function narrowRange({ from, to, traceIds = [] }: JobFilter, range: IdRange): IdRange {
  const ids = traceIds.toSorted();
  const [first] = ids;
  const last = ids.at(-1);
  const floors = [range.from, ...(from ? [buildIdFloor(new Date(from))] : []), ...(first ? [first] : [])];
  const ceilings = [
    range.before,
    ...(to ? [buildIdFloor(new Date(to))] : []),
    ...(last ? [idAfter(last)] : []),
  ];
  return { from: floors.sort().at(-1) ?? range.from, before: ceilings.sort()[0] ?? range.before };
}

/**
 * Reads the first deliveries of a range that a job works on, in the order of their IDs. Each group of states has its own index, so each
 * group is read by its own query; a delivery has one state, so none is returned twice.
 */
export async function readMatching(
  db: Queryable,
  selection: JobSelection,
  { from, before }: IdRange,
  limit: number,
): Promise<MatchingDelivery[]> {
  const values: unknown[] = [from, before, limit];
  const { filter, partnerId, kind } = selection;
  const webhookIds = listNamedWebhookIds(filter);
  const conditions: string[] = ["d.id >= $1::uuid AND d.id < $2::uuid"];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined && value !== null)
      conditions.push(condition.replaceAll("?", `$${values.push(value)}`));
  };
  add("d.partner_id = ?::uuid", partnerId);
  add("d.partner_id = ?::uuid", filter.partnerId);
  add("d.webhook_id = ANY(?::uuid[])", webhookIds);
  const webhookIdsAt = values.length;
  const ofWebhook = webhookIds ? ` AND o.webhook_id = ANY($${webhookIdsAt}::uuid[])` : "";
  add("d.event_type = ANY(?::text[])", filter.eventTypes);
  add("d.entity_type = ?", filter.entityType);
  add("d.entity_id = ?", filter.entityId);
  add("d.id = ANY(?::uuid[])", filter.traceIds);
  // The bounds are repeated, because Postgres does not derive bounds on one side of a join from those on the other side.
  add(
    `EXISTS (SELECT FROM attempts a WHERE a.delivery_id = d.id AND a.delivery_id >= $1::uuid AND a.delivery_id < $2::uuid
       AND a.response_code = ?)`,
    filter.responseCode,
  );
  // A scalar subquery, so that Postgres looks deliveries up one by one: the list can have a million rows.
  add(
    "(SELECT true FROM reconciliation_items r WHERE r.reconciliation_id = ?::uuid AND r.kind = 'missing' AND r.delivery_id = d.id)",
    filter.reconciliationId,
  );
  add(
    "NOT EXISTS (SELECT FROM attempts a WHERE a.job_id = ?::uuid AND a.delivery_id = d.id)",
    selection.withoutAttemptOf,
  );
  const where = conditions.join(" AND ");
  const states = listStates(selection);
  const open = openStates.filter((state) => states.includes(state));
  const unsuccessful = states.filter((state) => state === "failed" || state === "discarded");
  const parts: string[] = [];
  if (open.length > 0) {
    parts.push(`SELECT d.id, d.webhook_id, o.due_at IS NULL AS held, true AS body_found
      FROM open_deliveries o JOIN deliveries d ON d.id = o.delivery_id
      WHERE (${open.map((state) => `(${isInOpenStateSql[state]})`).join(" OR ")})${ofWebhook}
        AND o.delivery_id >= $1::uuid AND o.delivery_id < $2::uuid AND ${where}`);
  }
  const closedSql = (condition: string) =>
    `SELECT d.id, d.webhook_id, false AS held, d.body IS NOT NULL AS body_found FROM deliveries d WHERE ${condition} AND ${where}`;
  for (const state of unsuccessful) parts.push(closedSql(`d.unsuccessful_state = '${state}'`));
  if (states.includes("succeeded")) {
    const succeeded = "d.state = 'succeeded'";
    // Nearly every delivery has succeeded, so if the limit is small, each webhook's deliveries are read from its index, up to the limit.
    const perWebhook = webhookIds && webhookIds.length * limit <= maxRowsReadByWebhook;
    parts.push(
      perWebhook
        ? `SELECT d.* FROM unnest($${webhookIdsAt}::uuid[]) AS named (webhook_id) CROSS JOIN LATERAL
             (${closedSql(`d.webhook_id = named.webhook_id AND ${succeeded}`)} ORDER BY d.id LIMIT $3) d`
        : closedSql(succeeded),
    );
  }
  const enabledSql = kind === "resend" ? " AND w.state <> 'disabled'" : "";
  const { rows } = await db.query<MatchingDelivery>(
    `SELECT m.id, m.webhook_id AS "webhookId", m.held, ${buildHasBodySql("m.id", "m.body_found")} AND w.deleted_at IS NULL${enabledSql} AS "canSend"
     FROM (${parts.map((part) => `(${part} ORDER BY d.id LIMIT $3)`).join(" UNION ALL ")}) m
     JOIN webhooks w ON w.id = m.webhook_id ORDER BY m.id LIMIT $3`,
    values,
  );
  return rows;
}
