import { describeLimitedStateReason } from "../customer-data/limit-failure";
import { pool } from "../db";
import { parseId } from "../ids";
import type { FailureParams } from "../reasons/codes";
import { requirePermission, type Scope } from "../scope/scope";
import type { ItemPageQuery, ReconciliationItem } from "./schema";

const findSql = `
  SELECT FROM reconciliations r JOIN webhooks w ON w.id = r.webhook_id
  WHERE r.id = $1 AND ($2::uuid IS NULL OR w.partner_id = $2)`;

// The audit trail says who discarded a delivery: its entry was written in the transaction that discarded the delivery, so both have the
// same time.
const itemsSql = `
  SELECT d.id AS "traceId", $2 AS kind,
         CASE WHEN d.state = 'pending' AND o.lease_until > now() THEN 'delivering' ELSE d.state::text END AS state,
         d.state_reason AS "stateReason", d.reason_params AS "reasonParams", discard.actor_name AS "discardedBy",
         d.sequence::float8 AS sequence, d.event_type AS "eventType", d.entity_type AS "entityType", d.entity_id AS "entityId",
         d.last_response_code AS "lastResponseCode", d.created_at AS "createdAt", d.completed_at AS "completedAt"
  FROM (SELECT d.* FROM reconciliation_items i
        CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE id = i.delivery_id OFFSET 0) d
        WHERE i.reconciliation_id = $1 AND i.kind = $2 AND ($3::uuid IS NULL OR i.delivery_id > $3)
        ORDER BY i.delivery_id LIMIT $4) d
  LEFT JOIN open_deliveries o ON o.delivery_id = d.id
  LEFT JOIN LATERAL (
    SELECT actor_name FROM audit_entries a
    WHERE d.state = 'discarded' AND a.target_type = 'webhook' AND a.target_id = d.webhook_id::text AND a.at = d.completed_at
      AND a.action IN ('webhook.enabled', 'webhook.deleted')
    ORDER BY a.id DESC LIMIT 1) discard ON true
  ORDER BY d.id`;

type Row = Omit<ReconciliationItem, "createdAt" | "completedAt"> & {
  reasonParams: FailureParams | null;
  createdAt: Date;
  completedAt: Date | null;
};

/**
 * Lists a page of the deliveries that a receiver's list lacked, in the order of their IDs. Returns null if the scope can see no such
 * reconciliation. Deliveries that retention has removed since then are left out.
 */
export async function listItems(
  scope: Scope,
  typedId: string,
  { kind, cursor, limit }: ItemPageQuery,
): Promise<{ items: ReconciliationItem[]; nextCursor: string | null } | null> {
  requirePermission(scope, "deliveries:read");
  const id = parseId(typedId);
  if ((await pool().query(findSql, [id, scope.partnerId])).rowCount !== 1) return null;
  const { rows } = await pool().query<Row>(itemsSql, [id, kind, cursor ?? null, limit + 1]);
  const items = rows.slice(0, limit).map((row) => toItem(scope, row));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.traceId ?? null) : null };
}

function toItem(scope: Scope, { reasonParams, createdAt, completedAt, ...row }: Row): ReconciliationItem {
  return {
    ...row,
    stateReason: describeLimitedStateReason(scope, row.state, row.stateReason, reasonParams),
    createdAt: createdAt.toISOString(),
    completedAt: completedAt?.toISOString() ?? null,
  };
}
