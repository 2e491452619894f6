import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Queryable, transaction } from "../db";
import { newId, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { findObstacle } from "./check-webhooks";
import { countMatching, toJobRange } from "./count-matching";
import { stopJob } from "./end-job";
import { signalJob } from "./job-lease";
import { hasEnded } from "./job-view";
import type { JobSelection } from "./matching-deliveries";
import { findJob } from "./queries";
import { describeJobReason } from "./reasons";
import type { JobState, JobView } from "./schema";

interface JobRow extends JobSelection {
  id: string;
  state: JobState;
}

interface Rejection<Code extends string> {
  ok: false;
  rejected: Code | "not_found";
  message: string;
}

type ChangeJobResult<Code extends string> = { ok: true; job: JobView } | Rejection<Code>;
export type CancelJobResult = ChangeJobResult<"job_ended">;
export type PauseJobResult = ChangeJobResult<"job_ended" | "job_paused">;
export type ResumeJobResult = ChangeJobResult<
  "job_ended" | "job_running" | "job_blocked" | "filter_too_broad"
>;

/** Cancels a job. Attempts that no worker has begun are withdrawn; attempts in progress end as usual. */
export function cancelJob(scope: Scope, id: string): Promise<CancelJobResult> {
  return changeJob<"job_ended">(scope, id, async (db, job) => {
    await stopJob(db, job.id, "cancelled");
    await recordAudit(db, scope, { action: "job.cancelled", targetId: job.id, partnerId: job.partnerId });
    return null;
  });
}

/** Pauses a job until it is resumed. Meanwhile no other job can start on its webhooks. */
export function pauseJob(scope: Scope, id: string): Promise<PauseJobResult> {
  return changeJob<"job_ended" | "job_paused">(scope, id, async (db, job) => {
    if (job.state === "paused") return reject("job_paused", "The job is already paused.");
    await stopJob(db, job.id, "paused", "paused_by_user");
    await recordAudit(db, scope, { action: "job.paused", targetId: job.id, partnerId: job.partnerId });
    return null;
  });
}

const resumeSql = `
  UPDATE jobs SET state = 'running', reason = NULL, failures_in_row = 0, resumed_at = now(),
         paced_until = now() - interval '1 second'
  WHERE id = $1`;

// Deliveries that were released and are held again must be released again, so the job starts over. Its snapshot now
// ends when the job is resumed, so that it also includes held deliveries that were accepted after the job was started.
const recountSql = `
  UPDATE jobs SET cursor = $2, before_id = coalesce($3, before_id), settled_until = NULL, succeeded = 0, failed = 0,
         total = released + $4 + (SELECT count(*) FROM attempts WHERE job_id = $1)
  WHERE id = $1`;

/** Resumes a paused job where it stopped. A job that releases held deliveries counts them again and starts over. */
export async function resumeJob(scope: Scope, id: string): Promise<ResumeJobResult> {
  const resumed = await changeJob<"job_ended" | "job_running" | "job_blocked" | "filter_too_broad">(
    scope,
    id,
    async (db, job) => {
      if (job.state === "running") return reject("job_running", "The job is already running.");
      await db.query(resumeSql, [job.id]);
      const obstacle = await findObstacle(db, { ...job, resumedAt: currentTime() }, job.kind !== "resend");
      if (obstacle) return reject("job_blocked", describeJobReason(obstacle));
      if (job.kind === "release-held") {
        const count = await countMatching({ ...job, withoutAttemptOf: job.id }, newId(), db);
        if (!count)
          return reject(
            "filter_too_broad",
            "Counting the held deliveries takes too long. Cancel the job, and start smaller ones.",
          );
        const { cursor, beforeId } = toJobRange(count);
        await db.query(recountSql, [job.id, cursor, beforeId, count.total]);
      }
      await recordAudit(db, scope, { action: "job.resumed", targetId: job.id, partnerId: job.partnerId });
      return null;
    },
  );
  if (resumed.ok) void signalJob(resumed.job.id);
  return resumed;
}

function reject<Code extends string>(rejected: Code, message: string): Rejection<Code> {
  return { ok: false, rejected, message };
}

const lockSql = `
  SELECT id, kind, filter, resend_failed AS "resendFailed", partner_id AS "partnerId", state FROM jobs
  WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2) FOR UPDATE`;

/** Changes a job that has not ended, under the lock of its row. A rejection changes nothing. */
async function changeJob<Code extends string>(
  scope: Scope,
  typedId: string,
  change: (db: Queryable, job: JobRow) => Promise<Rejection<Code> | null>,
): Promise<ChangeJobResult<Code>> {
  requirePermission(scope, "deliveries:resend");
  const id = parseId(typedId);
  let rejection: Rejection<Code> | null = null;
  try {
    const job = await transaction(async (db) => {
      const { rows } = await db.query<JobRow>(lockSql, [id, scope.partnerId]);
      const [found] = rows;
      rejection = !found
        ? { ok: false, rejected: "not_found", message: `There is no job ${typedId}.` }
        : hasEnded(found.state)
          ? reject("job_ended" as Code, `The job has already ended (${found.state}). Start a new job.`)
          : await change(db, found);
      if (rejection) throw new Error("rolled back: the change was rejected");
      return await findJob(scope, typedId, db);
    });
    if (!job) throw new Error(`The job ${typedId} is gone.`);
    return { ok: true, job };
  } catch (error) {
    if (rejection) return rejection;
    throw error;
  }
}
