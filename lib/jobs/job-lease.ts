import { pool } from "../db";
import { newId } from "../ids";
import { makeJobSignals, sendSignals } from "../signals";

/** A run's lease of a job; the token distinguishes it from the leases of other runs. */
export interface JobLease {
  jobId: string;
  token: string;
}

/** How long a run keeps the lease of a job after its last step. */
export const jobLeaseSeconds = 15;

const takeSql = `
  UPDATE jobs SET lease_token = $2, lease_until = now() + interval '${jobLeaseSeconds} seconds'
  WHERE id = $1 AND state = 'running' AND (lease_token IS NULL OR lease_until <= now())`;

/** Takes the lease of a running job; null if the job is not running or another run has its lease. */
export async function takeJobLease(jobId: string): Promise<JobLease | null> {
  const token = newId();
  const { rowCount } = await pool().query(takeSql, [jobId, token]);
  return rowCount === 1 ? { jobId, token } : null;
}

/** Gives up the lease of a job, unless another run has taken it over. */
export async function endJobLease({ jobId, token }: JobLease): Promise<void> {
  await pool().query(
    "UPDATE jobs SET lease_token = NULL, lease_until = NULL WHERE id = $1 AND lease_token = $2",
    [jobId, token],
  );
}

/** Finds running jobs that no run works on, for example because a signal or a worker was lost. */
export async function findUnattendedJobs(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM jobs WHERE state = 'running' AND (lease_token IS NULL OR lease_until <= now()) ORDER BY id",
  );
  return rows.map(({ id }) => id);
}

/** Sends the signal that starts a run of a job. Call it after the commit without awaiting it: the sweep finds jobs whose signal is lost. */
export async function signalJob(jobId: string): Promise<void> {
  await sendSignals(makeJobSignals([jobId]));
}
