import { currentTime } from "../clock";
import { pool } from "../db";

/**
 * Deletes failure counts that have not changed for a day, and sessions a month after their eight hours ended (the audit trail
 * keeps their entries). Called by the retention run.
 */
export async function deleteExpiredSessionsAndThrottles(
  now = currentTime(),
): Promise<{ throttles: number; sessions: number }> {
  const throttles = await pool().query(
    `DELETE FROM sign_in_throttles
     WHERE greatest(window_start, blocked_until) < $1::timestamptz - interval '1 day'`,
    [now],
  );
  const sessions = await pool().query(
    "DELETE FROM sessions WHERE created_at < $1::timestamptz - interval '1 month 8 hours'",
    [now],
  );
  return { throttles: throttles.rowCount ?? 0, sessions: sessions.rowCount ?? 0 };
}
