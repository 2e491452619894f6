import { pool, type Queryable, transaction } from "../db";

/** A job pauses itself after this many failed attempts in a row. */
export const failuresBeforePause = 5;

// Attempts that a worker has begun are not deleted. A job requests attempts in the order of its deliveries, so its cursor goes back to the
// first delivery whose attempt is deleted; deliveries that still have an attempt of the job get no second one.
const withdrawSql = `
  WITH withdrawn AS (
    DELETE FROM attempts WHERE job_id = $1 AND outcome IS NULL AND lease_token IS NULL RETURNING delivery_id
  )
  UPDATE jobs SET cursor = least(cursor, first.delivery_id)
  FROM (SELECT delivery_id FROM withdrawn ORDER BY delivery_id LIMIT 1) first WHERE id = $1`;

/**
 * Deletes the requested attempts of a job that no worker has begun. The caller stops the job in the same transaction and has locked the
 * job's row.
 */
export async function withdrawAttempts(db: Queryable, jobId: string): Promise<void> {
  await db.query(withdrawSql, [jobId]);
}

const resetSql = "UPDATE jobs SET failures_in_row = 0 WHERE id = $1 AND failures_in_row > 0";

const failedSql = `
  UPDATE jobs SET failures_in_row = failures_in_row + 1 WHERE id = $1 AND state = 'running'
  RETURNING failures_in_row AS "failuresInRow"`;

const pauseSql = `
  UPDATE jobs SET state = 'paused', reason = 'receiver_failing', lease_token = NULL, lease_until = NULL WHERE id = $1`;

/**
 * Counts a job's failures in a row when one of its attempts has ended, and pauses the job after too many. The caller has already committed
 * the outcome, because recording it must not wait for a lock on the job's row. If the process is killed in between, this failure is not
 * counted.
 */
export async function updateJobAfterAttempt(jobId: string, succeeded: boolean): Promise<void> {
  if (succeeded) {
    await pool().query({ name: "reset-job-failures", text: resetSql, values: [jobId] });
    return;
  }
  await transaction(async (db) => {
    const { rows } = await db.query<{ failuresInRow: number }>(failedSql, [jobId]);
    if ((rows[0]?.failuresInRow ?? 0) < failuresBeforePause) return;
    await db.query(pauseSql, [jobId]);
    await withdrawAttempts(db, jobId);
  });
}
