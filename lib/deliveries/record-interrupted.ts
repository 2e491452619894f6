import { pool } from "../db";
import { repairLines } from "../lines/move-lines";

// Scans the whole table, which is acceptable once a minute: an index for these few rows would slow down every claim.
const interruptedSql = `
  WITH ended AS MATERIALIZED (
    SELECT * FROM open_deliveries WHERE lease_until <= now() AND (due_at IS NULL OR due_at = 'infinity')
    ORDER BY delivery_id FOR UPDATE SKIP LOCKED
  ), closed AS (
    DELETE FROM open_deliveries o USING ended WHERE o.delivery_id = ended.delivery_id AND ended.due_at = 'infinity'
  ), held AS (
    UPDATE open_deliveries o SET lease_token = NULL, lease_started_at = NULL, lease_until = NULL
    FROM ended WHERE o.delivery_id = ended.delivery_id AND ended.due_at IS NULL
  ), interrupted AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, error_code, error_params, destination)
    SELECT ended.lease_token, ended.delivery_id, ended.attempt_count, ended.lease_started_at, 'unknown', 'interrupted', '{}', w.url
    FROM ended JOIN webhooks w ON w.id = ended.webhook_id WHERE ended.lease_token IS NOT NULL
    ON CONFLICT DO NOTHING
  )
  UPDATE deliveries d SET attempt_count = ended.attempt_count FROM ended WHERE d.id = ended.delivery_id`;

/**
 * Records the interrupted attempts of deliveries that were held or discarded while a worker was sending them, if that worker was then
 * killed: no claim finds these deliveries. Closes the discarded ones. Outcomes that were recorded earlier are not changed. Then repairs
 * lines, so that no delivery waits although nothing is ahead of it.
 */
export async function recordInterruptedAttempts(): Promise<void> {
  await pool().query(interruptedSql);
  await repairLines(pool());
}
