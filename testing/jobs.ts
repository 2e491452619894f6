import { pool } from "@/lib/db";
import { sendManualAttempt } from "@/lib/deliveries/send-manual-attempt";
import { acceptEvents } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { advanceJob } from "@/lib/jobs/advance-job";
import { createJob } from "@/lib/jobs/create-job";
import { takeJobLease } from "@/lib/jobs/job-lease";
import { findJob } from "@/lib/jobs/queries";
import { createJobSchema } from "@/lib/jobs/schema";
import { attemptDue, scope, setDeliveryState } from "./ledger";

/** Accepts events, puts this webhook's deliveries of them into a state, and returns the sorted trace IDs of these deliveries. */
export async function makeDeliveries(webhookId: string, count: number, state: string): Promise<string[]> {
  const accepted = await acceptEvents(
    scope,
    Array.from({ length: count }, (_, index) =>
      eventSchema.parse({ type: "OpportunityUpdated", entityId: `o-${index}` }),
    ),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  const ids = accepted.due.flatMap((due) => (due.webhookId === webhookId ? [due.deliveryId] : []));
  for (const id of ids) await setDeliveryState(id, state);
  return ids.sort();
}

/** Creates a job, as the API does. */
export function requestJob(input: Record<string, unknown>, as = scope) {
  return createJob(as, createJobSchema.parse(input));
}

/** Starts a job that resends the failed deliveries of a webhook, and returns the job's ID. */
export async function startResend(webhookId: string, input: Record<string, unknown> = {}): Promise<string> {
  const created = await requestJob({ kind: "resend", filter: { webhookId }, rate: 500, ...input });
  if (!created.ok || !created.job) throw new Error(JSON.stringify(created));
  return created.job.id;
}

/** Starts a job that creates the missing deliveries of these webhooks for one entity, and returns the job's ID. */
export async function startReplay(
  webhookIds: string[],
  entityId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const filter = { webhookIds, entityId };
  const created = await requestJob({ kind: "replay-missing", filter, rate: 100, ...input });
  if (!created.ok || !created.job) throw new Error(JSON.stringify(created));
  return created.job.id;
}

export async function loadJob(jobId: string) {
  const job = await findJob(scope, jobId);
  if (!job) throw new Error(`no job ${jobId}`);
  return job;
}

/** Runs one step of a job, as if the previous run had been killed and a second had passed since. Returns whether more steps follow. */
export async function advance(jobId: string): Promise<boolean> {
  await pool().query(
    "UPDATE jobs SET lease_token = NULL, paced_until = now() - interval '2 seconds' WHERE id = $1",
    [jobId],
  );
  const lease = await takeJobLease(jobId);
  return lease !== null && (await advanceJob(lease));
}

/** The attempts of a job, in the order of their deliveries. */
export async function loadAttempts(jobId: string) {
  const { rows } = await pool().query<{ id: string; deliveryId: string; outcome: string | null }>(
    `SELECT id, delivery_id AS "deliveryId", outcome FROM attempts WHERE job_id = $1 ORDER BY delivery_id`,
    [jobId],
  );
  return rows;
}

/** Runs a job that creates missing deliveries until it ends, sends the deliveries, and returns the job. */
export async function replayAll(jobId: string) {
  while (await advance(jobId)) await attemptDue();
  await attemptDue();
  return loadJob(jobId);
}

/** Sends the attempts that a job has requested, one after the other, until none is left. */
export async function sendRequested(jobId: string): Promise<void> {
  for (;;) {
    const requested = (await loadAttempts(jobId)).find(({ outcome }) => outcome === null);
    if (!requested) return;
    await sendManualAttempt(requested.id);
  }
}

/** Works on a job until it has ended or is paused, and returns the job. */
export async function workOn(jobId: string) {
  while (await advance(jobId)) await sendRequested(jobId);
  return loadJob(jobId);
}
