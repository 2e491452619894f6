// Short file: portal links are kept for a day after they have expired, so that a frame that is still open can say so.
import { currentTime } from "../clock";
import { pool } from "../db";

/** Deletes links a day after they have expired; the audit trail keeps their entries. Called by the retention run. */
export async function deleteExpiredLinks(now = currentTime()): Promise<number> {
  const { rowCount } = await pool().query(
    "DELETE FROM portal_links WHERE expires_at < $1::timestamptz - interval '1 day'",
    [now],
  );
  return rowCount ?? 0;
}
