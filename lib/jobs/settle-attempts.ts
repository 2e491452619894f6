import type { Queryable } from "../db";

/** How far the attempts of a job are counted. */
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
 * Counts the attempts of a job from where it was counted before, up to the first that has no outcome. It stays behind the cursor: what
 * was withdrawn when the job paused may come before attempts that have ended, and is requested again from the cursor on.
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

// Few attempts are open, whatever the job has done: the index on them is read before the job is looked for.
const openSql = `
  WITH open AS MATERIALIZED (SELECT job_id FROM attempts WHERE outcome IS NULL)
  SELECT count(*)::int AS count FROM open WHERE job_id = $1`;

/** Attempts of a job that are requested or in progress. */
export async function countOpenAttempts(db: Queryable, jobId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(openSql, [jobId]);
  return rows[0]?.count ?? 0;
}
