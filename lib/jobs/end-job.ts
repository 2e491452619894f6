import type { Queryable } from "../db";
import { withdrawAttempts } from "../deliveries/job-failures";
import type { OwnEventData } from "../own-events/own-event-data";
import { recordOwnEvent } from "../own-events/record-own-event";
import type { JobReason } from "./reasons";

// Counts the attempts with an outcome that the columns `succeeded` and `failed` do not include yet.
const countUnsettledSql = (outcome: string) => `
  (SELECT count(*)::int FROM attempts a
   WHERE a.job_id = j.id AND a.outcome ${outcome}
     AND a.delivery_id > coalesce(j.settled_until, '00000000-0000-0000-0000-000000000000'))`;

// This removes the lease, so that the run that works on the job ends at its next step.
const stopSql = `
  UPDATE jobs j SET state = $2::job_state, reason = $3, lease_token = NULL, lease_until = NULL,
         ended_at = CASE WHEN $2 = 'paused' THEN NULL ELSE now() END
  WHERE id = $1
  RETURNING kind, partner_id AS "partnerId", requested_by AS "requestedBy", total, excluded, released, created,
    succeeded + ${countUnsettledSql("= 'succeeded'")} AS succeeded, failed + ${countUnsettledSql("<> 'succeeded'")} AS failed`;

type EndedJob = Omit<OwnEventData["hookledger.job.finished"], "jobId" | "state" | "reason"> & {
  partnerId: string | null;
};

/** Pauses or ends a job whose row is locked. Attempts that the job requested and that no worker has begun are withdrawn. */
export async function stopJob(
  db: Queryable,
  jobId: string,
  state: "paused" | "cancelled" | "failed" | "finished",
  reason: JobReason | null = null,
): Promise<void> {
  const { rows } = await db.query<EndedJob>(stopSql, [jobId, state, reason]);
  if (state !== "finished") await withdrawAttempts(db, jobId);
  if (state === "paused") return;
  await db.query("UPDATE job_webhooks SET open = false WHERE job_id = $1 AND open", [jobId]);
  for (const { partnerId, ...counts } of rows) {
    await recordOwnEvent(db, {
      type: "hookledger.job.finished",
      entityId: jobId,
      partnerId,
      data: { jobId, state, reason, ...counts },
    });
  }
}
