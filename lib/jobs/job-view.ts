import type { JobReason } from "./reasons";
import { describeJobReason } from "./reasons";
import type { JobState, JobView } from "./schema";

/** The columns of a job for the API. The counts include attempts that are not settled yet. */
export const jobColumns = `
  j.id, j.kind, j.filter, j.state, j.reason, j.rate, j.enable, j.resend_failed AS "resendFailed", j.total, j.excluded,
  j.without_data AS "withoutData", j.released, j.created,
  j.succeeded + rest.succeeded AS succeeded, j.failed + rest.failed AS failed, j.requested_by AS "requestedBy",
  j.created_at AS "createdAt", j.ended_at AS "endedAt"`;

/** The join to `jobs j` that counts unsettled attempts for `jobColumns`. They are few: attempts are settled soon after their outcome. */
export const unsettledCountsSql = `
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

/** Whether a job has ended: it is neither running nor paused. */
export const hasEnded = (state: JobState): boolean => state !== "running" && state !== "paused";
