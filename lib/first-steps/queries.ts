import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import type { FirstSteps } from "./schema";

const webhookSql = `
  SELECT w.id, w.name, w.partner_id AS "partnerId",
         (SELECT min(t.event_type) FROM triggers t WHERE t.webhook_id = w.id AND t.event_type <> '*') AS type
  FROM audit_entries a JOIN webhooks w ON w.id::text = a.target_id
  WHERE a.action = 'webhook.created' AND a.actor_kind = 'user' AND a.actor_id = $1 AND w.deleted_at IS NULL
    AND ($2::uuid IS NULL OR w.partner_id = $2)
  ORDER BY a.id LIMIT 1`;

const deliverySql = `
  SELECT d.id AS "traceId", d.entity_type AS "entityType", d.entity_id AS "entityId",
         EXISTS (SELECT FROM attempts t WHERE t.delivery_id = d.id AND t.outcome IS NOT NULL) AS arrived,
         EXISTS (SELECT FROM (SELECT id FROM deliveries WHERE webhook_id = $1 ORDER BY id DESC LIMIT 100) l
                 JOIN attempts t ON t.delivery_id = l.id WHERE t.manual) AS resent
  FROM deliveries d WHERE d.webhook_id = $1 ORDER BY d.id LIMIT 1`;

const sampleSql = `SELECT entity_type AS "entityType", sample FROM event_types WHERE name = $1`;

/** The event of the README's first steps; the demo has this loan. */
const defaultEventType = "PaymentReversed";
const defaultLoanId = "L-102";

interface WebhookRow {
  id: string;
  name: string;
  partnerId: string | null;
  type: string | null;
}

/** The first delivery to a webhook, and the user's further progress (see FirstSteps). */
type ProgressRow = NonNullable<FirstSteps["delivery"]> & Pick<FirstSteps, "arrived" | "resent">;

/** Finds the progress of the scope's user with their first webhook in the audit trail and the ledger. Requires webhooks:write. */
export async function findFirstSteps(scope: Scope): Promise<FirstSteps> {
  requirePermission(scope, "webhooks:write");
  const webhookResult = await pool().query<WebhookRow>(webhookSql, [scope.actor.id, scope.partnerId]);
  const webhook = webhookResult.rows[0] ?? null;
  const progress = webhook && (await pool().query<ProgressRow>(deliverySql, [webhook.id])).rows[0];
  return {
    webhook: webhook && { id: webhook.id, name: webhook.name },
    event: {
      ...(await loadMinimalEvent(webhook?.type ?? defaultEventType)),
      // The lender's key has to name the partner that owns the webhook; a partner's key implies it.
      ...(webhook?.partnerId ? { partnerId: webhook.partnerId } : {}),
    },
    delivery: progress
      ? { traceId: progress.traceId, entityType: progress.entityType, entityId: progress.entityId }
      : null,
    arrived: progress?.arrived ?? false,
    resent: progress?.resent ?? false,
  };
}

/** Loads a minimal event of the type. Its data is one amount from the type's sample, or empty if the sample has no amount. */
async function loadMinimalEvent(
  type: string,
): Promise<Pick<FirstSteps["event"], "type" | "entityId" | "data">> {
  type Row = { entityType: string; sample: { entityId: string; data: Record<string, unknown> } };
  const row = (await pool().query<Row>(sampleSql, [type])).rows[0];
  const amounts = Object.entries(row?.sample.data ?? {}).filter(([name]) => name.endsWith("Amount"));
  return {
    type,
    entityId: row && row.entityType !== "Loan" ? row.sample.entityId : defaultLoanId,
    data: Object.fromEntries(amounts.slice(-1)),
  };
}
