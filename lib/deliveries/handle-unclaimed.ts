import { pool } from "../db";
import type { AttemptRef } from "./claim-deliveries";

// A delivery whose webhook is no longer enabled becomes held (or discarded): visible, and never lost.
const holdSql = `
  UPDATE deliveries d
  SET state = CASE WHEN w.deleted_at IS NULL THEN 'held' ELSE 'discarded' END::delivery_state,
      state_reason = CASE WHEN w.deleted_at IS NOT NULL THEN 'webhook_deleted'
                          WHEN w.state = 'paused' THEN 'webhook_paused'
                          ELSE 'webhook_disabled' END,
      next_attempt_at = NULL, wake_at = NULL,
      completed_at = CASE WHEN w.deleted_at IS NULL THEN NULL ELSE now() END
  FROM webhooks w
  WHERE w.id = d.webhook_id AND d.id = ANY($1) AND d.state = 'pending'
    AND (w.state <> 'enabled' OR w.deleted_at IS NOT NULL) AND (d.lease_until IS NULL OR d.lease_until <= now())`;

const stillPendingSql =
  "SELECT id FROM (SELECT id, state FROM deliveries WHERE id = ANY($1) OFFSET 0) d WHERE state = 'pending'";

const notYetDueSql = `
  SELECT d.id AS "deliveryId", d.attempt_count + 1 AS number, d.webhook_id AS "webhookId",
         greatest(d.next_attempt_at, d.lease_until) AS "dueAt"
  FROM unnest($1::uuid[], $2::int[]) AS wanted (id, number)
  JOIN deliveries d ON d.id = wanted.id AND d.attempt_count = wanted.number - 1
  WHERE d.state = 'pending' AND d.next_attempt_at > now()`;

export interface DueAttempt extends AttemptRef {
  webhookId: string;
  dueAt: Date;
}

/**
 * Handles the attempts that a claim did not get. Most were already made and need nothing. If their webhook was paused,
 * disabled or deleted meanwhile, their deliveries are held (or discarded). Attempts whose signal came too early, from a
 * clock ahead of the database's, are returned to be signaled again.
 */
export async function handleUnclaimed(refs: readonly AttemptRef[]): Promise<DueAttempt[]> {
  const deliveryIds = refs.map((ref) => ref.deliveryId);
  const { rows: pending } = await pool().query<{ id: string }>(stillPendingSql, [deliveryIds]);
  if (pending.length === 0) return [];
  const ids = pending.map((row) => row.id);
  await pool().query(holdSql, [ids]);
  const { rows } = await pool().query<DueAttempt>(notYetDueSql, [deliveryIds, refs.map((ref) => ref.number)]);
  return rows;
}
