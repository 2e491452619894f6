import { pool } from "../db";
import type { Warning } from "../failure-policy/decide-warning";
import { failurePolicySchema } from "../failure-policy/schema";
import { describePause, describeWarning } from "../reasons/describe";
import type { Scope } from "../scope/scope";

export interface NotificationView {
  id: string;
  text: string;
  webhookId: string;
  occurredAt: string;
}

const maxNotifications = 5;

// Before the newest five are chosen, this leaves out pauses that are over (even if the webhook was paused again) and warnings that a
// later warning, a pause or another change of state has replaced. Pauses come first, because deliveries are held.
const currentSql = `
  SELECT n.id, n.kind, n.webhook_id AS "webhookId", n.occurred_at AS "occurredAt", w.name,
         w.state_reason AS "stateReason", w.failure_policy AS "failurePolicy"
  FROM notices n JOIN webhooks w ON w.id = n.webhook_id LEFT JOIN webhook_failures f ON f.webhook_id = w.id
  WHERE n.user_id = $1 AND n.read_at IS NULL AND w.deleted_at IS NULL
    AND CASE n.kind WHEN 'webhook_paused' THEN w.state = 'paused' AND w.state_changed_at = n.occurred_at
        ELSE w.state = 'enabled' AND w.state_changed_at <= n.occurred_at AND f.warning = n.kind AND f.messaged_at = n.occurred_at END
  ORDER BY n.kind = 'webhook_paused' DESC, n.occurred_at DESC LIMIT ${maxNotifications}`;

interface Row {
  id: string;
  kind: "webhook_paused" | Warning;
  webhookId: string;
  occurredAt: Date;
  name: string;
  stateReason: string | null;
  failurePolicy: unknown;
}

/**
 * Lists a user's notifications that are not dismissed and still apply: pauses before warnings, and the newest first within each kind. At
 * most five.
 */
export async function listCurrentNotifications({ actor }: Scope): Promise<NotificationView[]> {
  if (actor.kind !== "user" || actor.id === null) return [];
  const { rows } = await pool().query<Row>(currentSql, [actor.id]);
  return rows.map((row) => ({
    id: row.id,
    webhookId: row.webhookId,
    text: describeNotification(row).text,
    occurredAt: row.occurredAt.toISOString(),
  }));
}

function describeNotification({ kind, name, stateReason, failurePolicy }: Row) {
  return kind === "webhook_paused"
    ? describePause(name, stateReason)
    : describeWarning(name, kind, failurePolicySchema.parse(failurePolicy));
}
