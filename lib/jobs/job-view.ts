import type { JobReason } from "./reasons";
import { describeJobReason } from "./reasons";
import type { JobState, JobView } from "./schema";

/** A job as it is read for the API: with the attempts that its own counts do not have yet. */
export const jobColumns = `
  j.id, j.kind, j.filter, j.state, j.reason, j.rate, j.enable, j.resend_failed AS "resendFailed", j.total, j.excluded,
  j.without_data AS "withoutData", j.released, j.created,
  j.succeeded + rest.succeeded AS succeeded, j.failed + rest.failed AS failed, j.requested_by AS "requestedBy",
  j.created_at AS "createdAt", j.ended_at AS "endedAt"`;

/** Joined to `jobs j` for those columns: few rows, since attempts are settled soon after their outcome. */
export const restSql = `
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.outcome = 'succeeded')::int AS succeeded,
           count(*) FILTER (WHERE a.outcome <> 'succeeded')::int AS failed
    FROM attempts a
    WHERE a.job_id = j.id AND a.delivery_id > coalesce(j.settled_until, '00000000-0000-0000-0000-000000000000')) rest`;

export interface JobViewRow extends Omit<JobView, "reason" | "done" | "createdAt" | "endedAt"> {
  reason: JobReason | null;
  createdAt: Date;
  endedAt: Date | null;
}

export function toJobView({ reason, createdAt, endedAt, ...row }: JobViewRow): JobView {
  return {
    ...row,
    reason: reason === null ? null : { code: reason, message: describeJobReason(reason) },
    done: row.released + row.created + row.succeeded + row.failed,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Whether a job is over. */
export const hasEnded = (state: JobState): boolean => state !== "running" && state !== "paused";
