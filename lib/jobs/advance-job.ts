import { type Queryable, transaction } from "../db";
import { newId } from "../ids";
import { withPartitions } from "../partitions/ensure-partitions";
import { wakeWorkers } from "../slots/wake-workers";
import { releaseSomeSql } from "../webhooks/hold-and-release-sql";
import { findObstacle } from "./check-webhooks";
import { stopJob } from "./end-job";
import { type JobLease, jobLeaseSeconds } from "./job-lease";
import type { JobRow, StepWork } from "./job-step";
import { type MatchingDelivery, readMatching } from "./matching-deliveries";
import { readOnward } from "./read-onward";
import { replayMissing } from "./replay-step";
import { countOpenAttempts, settleAttempts } from "./settle-attempts";

/** A job waits while its open attempts, plus the due deliveries of its webhooks if it releases or creates deliveries, reach this number. */
const maxOpen = 200;

// `allowed`: the number of deliveries that the rate allows now. An unused rate accumulates for at most one second.
const lockSql = `
  SELECT id, kind, filter, resend_failed AS "resendFailed", partner_id AS "partnerId", resumed_at AS "resumedAt", cursor,
         before_id AS "beforeId", requested_by AS "requestedBy", settled_until AS "settledUntil", succeeded, failed,
         floor(rate * least(1, extract(epoch FROM clock_timestamp() - paced_until)))::int AS allowed
  FROM jobs WHERE id = $1 AND lease_token = $2 AND state = 'running' FOR UPDATE`;

const saveSql = `
  UPDATE jobs SET cursor = $2, settled_until = $3, succeeded = $4, failed = $5, released = released + $6, created = created + $7,
         paced_until = greatest(paced_until, clock_timestamp() - interval '1 second') + $8 * interval '1 second' / rate,
         lease_until = now() + interval '${jobLeaseSeconds} seconds'
  WHERE id = $1`;

const requestSql = `
  INSERT INTO attempts (id, delivery_id, manual, requested_by, requested_at, job_id)
  SELECT id, delivery_id, true, $3, now(), $4 FROM unnest($1::uuid[], $2::uuid[]) AS a (id, delivery_id)
  ON CONFLICT DO NOTHING`;

const dueSql = `
  SELECT count(*)::int AS count FROM (
    SELECT FROM open_deliveries o JOIN job_webhooks j ON j.webhook_id = o.webhook_id
    WHERE j.job_id = $1 AND o.due_at < 'infinity' AND (o.due_at <= now() OR o.lease_until > now()) LIMIT ${maxOpen}) due`;

/**
 * Takes one step of a job: requests, releases or creates as many deliveries as its rate and its open work allow, and moves its cursor,
 * in one transaction. Concurrent steps of two runs take turns, and share the rate.
 * @returns false if the run has nothing more to do: the job was stopped or has finished, or another run has its lease
 */
export async function advanceJob(lease: JobLease): Promise<boolean> {
  const work = await withPartitions(() => transaction((db) => advance(db, lease)));
  if (!work) return false;
  const { requestedFor, openedFor } = work;
  void wakeWorkers({ webhookIds: [...new Set(requestedFor)], resend: true });
  void wakeWorkers({ webhookIds: [...new Set(openedFor)] });
  return true;
}

async function advance(db: Queryable, { jobId, token }: JobLease): Promise<StepWork | null> {
  const { rows } = await db.query<JobRow>({ name: "lock-job", text: lockSql, values: [jobId, token] });
  const [job] = rows;
  if (!job) return null;
  // Awaited together: a pipelined connection sends all statements at once.
  const [obstacle, settled, open, due] = await Promise.all([
    findObstacle(db, job, job.kind === "release-held"),
    settleAttempts(db, jobId, job),
    countOpenAttempts(db, jobId),
    job.kind === "resend" ? 0 : countDue(db, jobId),
  ]);
  if (obstacle) {
    await stopJob(db, jobId, obstacle === "webhook_deleted" ? "failed" : "paused", obstacle);
    return null;
  }
  const limit = Math.min(job.allowed, maxOpen - open - due);
  const takeStep = job.kind === "replay-missing" ? replayMissing : requestOrRelease;
  const work = await takeStep(db, job, limit);
  if (!work) return null;
  const { cursor, paced, released, created, requestedFor, openedFor } = work;
  const { settledUntil, succeeded, failed } = settled;
  const values = [jobId, cursor, settledUntil, succeeded, failed, released, created, paced];
  await db.query({ name: "save-job", text: saveSql, values });
  if (cursor === null && open === 0 && requestedFor.length === 0) {
    await stopJob(db, jobId, "finished");
    return openedFor.length > 0 ? work : null;
  }
  return work;
}

/** Counts the deliveries of the job's webhooks that are due or being sent, up to `maxOpen`. */
async function countDue(db: Queryable, jobId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(dueSql, [jobId]);
  return rows[0]?.count ?? 0;
}

/** Takes a step of a job that resends or releases: requests attempts of the next deliveries, or releases the held ones. */
async function requestOrRelease(db: Queryable, job: JobRow, limit: number): Promise<StepWork> {
  const { found, cursor } = await readChunk(db, job, limit);
  const releases = job.kind === "release-held";
  const held = releases ? found.filter((delivery) => delivery.held) : [];
  const others = releases ? found.filter((delivery) => !delivery.held) : found;
  const released = held.length > 0 ? await releaseDeliveries(db, job.id, held) : 0;
  if (others.length > 0) {
    const ids = others.map(({ id }) => id);
    await db.query(requestSql, [ids.map(() => newId()), ids, job.requestedBy, job.id]);
  }
  return {
    cursor,
    paced: found.length,
    released,
    created: 0,
    requestedFor: others.map(({ webhookId }) => webhookId),
    openedFor: held.map(({ webhookId }) => webhookId),
  };
}

/** Reads the next deliveries to work on, and the cursor after them. */
async function readChunk(
  db: Queryable,
  { cursor, beforeId, ...job }: JobRow,
  limit: number,
): Promise<{ found: MatchingDelivery[]; cursor: string | null }> {
  if (cursor === null || limit <= 0) return { found: [], cursor };
  const { rows, next } = await readOnward({ from: cursor, before: beforeId }, limit, (range, max) =>
    readMatching(db, job, range, max),
  );
  return { found: rows.filter(({ canSend }) => canSend), cursor: next };
}

async function releaseDeliveries(
  db: Queryable,
  jobId: string,
  held: readonly MatchingDelivery[],
): Promise<number> {
  return (await db.query(releaseSomeSql, [held.map(({ id }) => id), jobId])).rowCount ?? 0;
}
