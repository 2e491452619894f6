import type { JobFilter, JobPlan } from "@/lib/jobs/schema";

/** `openJobId`: the job that already works on one of the webhooks. */
export interface JobRejected {
  ok: false;
  message: string;
  openJobId?: string;
}

/** The plan and the ID of the job; after a dry run, the ID is null. */
export type StartJobResult = { ok: true; plan: JobPlan; jobId: string | null } | JobRejected;

/** Starts a job, or with `dryRun` only counts. The input is checked by `createJobSchema`. */
export type StartJobAction = (input: unknown) => Promise<StartJobResult>;

/** A job that resends the deliveries of a filter. */
export interface ResendJobInput {
  kind: "resend";
  filter: JobFilter;
}
