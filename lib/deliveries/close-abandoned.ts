import { pool } from "../db";
import { firstDueSql } from "../slots/find-due";

const abandonedSql = `
  ${firstDueSql}, mine AS MATERIALIZED (
    SELECT o.* FROM first JOIN open_deliveries o ON o.webhook_id = first.webhook_id AND o.due_at = 'infinity'
    WHERE o.lease_until <= now() ORDER BY o.delivery_id FOR UPDATE OF o SKIP LOCKED
  ), closed AS (
    DELETE FROM open_deliveries o USING mine WHERE o.delivery_id = mine.delivery_id
  ), interrupted AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, error_code, error_params, destination)
    SELECT mine.lease_token, mine.delivery_id, mine.attempt_count, mine.lease_started_at, 'unknown', 'interrupted', '{}', w.url
    FROM mine JOIN webhooks w ON w.id = mine.webhook_id WHERE mine.lease_token IS NOT NULL
    ON CONFLICT DO NOTHING
  )
  UPDATE deliveries d SET attempt_count = mine.attempt_count FROM mine WHERE d.id = mine.delivery_id`;

/**
 * Closes the deliveries that were discarded while an attempt was in progress whose outcome never came, because its worker was killed.
 * No claim finds them, so their interrupted attempt is recorded here. An outcome that comes before this still counts.
 */
export async function closeAbandonedDeliveries(): Promise<void> {
  await pool().query(abandonedSql);
}
