import { pool, type Queryable, transaction } from "../db";

/** A job pauses itself after this many failed attempts in a row. */
export const failuresBeforePause = 5;

// Attempts that a worker has begun stay. The ones that are deleted were requested in the order of their deliveries, so the walk is
// repeated from the first of them; deliveries that have an attempt of the job are passed over.
const withdrawSql = `
  WITH withdrawn AS (
    DELETE FROM attempts WHERE job_id = $1 AND outcome IS NULL AND lease_token IS NULL RETURNING delivery_id
  )
  UPDATE jobs SET cursor = least(cursor, first.delivery_id)
  FROM (SELECT delivery_id FROM withdrawn ORDER BY delivery_id LIMIT 1) first WHERE id = $1`;

/** Deletes the attempts of a job that were requested and not begun, in the transaction that stops the job. Its row is locked. */
export async function withdrawAttempts(db: Queryable, jobId: string): Promise<void> {
  await db.query(withdrawSql, [jobId]);
}

const failedSql = `
  UPDATE jobs SET failures_in_row = failures_in_row + 1 WHERE id = $1 AND state = 'running'
  RETURNING failures_in_row AS "failuresInRow"`;

const pauseSql = `
  UPDATE jobs SET state = 'paused', reason = 'receiver_failing', lease_token = NULL, lease_until = NULL WHERE id = $1`;

/**
 * Follows an attempt of a job that has just ended: pauses the job after too many failures in a row. Not in the transaction that
 * records the outcome, which must not wait for the job's row; after a kill in between, one failure is not counted.
 */
export async function followJobAttempt(jobId: string, succeeded: boolean): Promise<void> {
  if (succeeded) {
    await pool().query("UPDATE jobs SET failures_in_row = 0 WHERE id = $1 AND failures_in_row > 0", [jobId]);
    return;
  }
  await transaction(async (db) => {
    const { rows } = await db.query<{ failuresInRow: number }>(failedSql, [jobId]);
    if ((rows[0]?.failuresInRow ?? 0) < failuresBeforePause) return;
    await db.query(pauseSql, [jobId]);
    await withdrawAttempts(db, jobId);
  });
}
