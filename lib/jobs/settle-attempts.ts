import type { Queryable } from "../db";

/** The counts of a job's ended attempts, up to and including the delivery `settledUntil`. */
export interface Settled {
  settledUntil: string | null;
  succeeded: number;
  failed: number;
}

const chunkSize = 1_000;

const nextSql = `
  SELECT delivery_id AS id, outcome FROM attempts
  WHERE job_id = $1 AND ($2::uuid IS NULL OR delivery_id > $2::uuid) AND ($3::uuid IS NULL OR delivery_id < $3::uuid)
  ORDER BY delivery_id LIMIT ${chunkSize}`;

/**
 * Continues counting the attempts of a job, up to the first attempt that has no outcome. Attempts from the cursor on are not counted yet:
 * when a job pauses, its cursor goes back to the first withdrawn attempt, which is requested again, and later attempts may have ended.
 */
export async function settleAttempts(
  db: Queryable,
  jobId: string,
  before: Settled & { cursor: string | null },
): Promise<Settled> {
  const settled = { settledUntil: before.settledUntil, succeeded: before.succeeded, failed: before.failed };
  for (;;) {
    const { rows } = await db.query<{ id: string; outcome: string | null }>(nextSql, [
      jobId,
      settled.settledUntil,
      before.cursor,
    ]);
    for (const { id, outcome } of rows) {
      if (outcome === null) return settled;
      settled.settledUntil = id;
      if (outcome === "succeeded") settled.succeeded += 1;
      else settled.failed += 1;
    }
    if (rows.length < chunkSize) return settled;
  }
}

// Few attempts of all jobs are open at a time, so the index on open attempts is read first, and then filtered by job.
const openSql = `
  WITH open AS MATERIALIZED (SELECT job_id FROM attempts WHERE outcome IS NULL)
  SELECT count(*)::int AS count FROM open WHERE job_id = $1`;

/** Counts the attempts of a job that are requested or in progress. */
export async function countOpenAttempts(db: Queryable, jobId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(openSql, [jobId]);
  return rows[0]?.count ?? 0;
}
