import { signalJob } from "@/lib/jobs/job-lease";
import { runJob as workOnJob } from "@/lib/jobs/run-job";
import { signalSchemas } from "@/lib/signals";
import { inngest } from "../client";

/**
 * Works on a job for a few seconds, then signals itself. The lease of the job keeps other runs out, and the sweep calls a run for a job
 * whose signal or worker was lost (decision 29).
 */
export const runJob = inngest.createFunction(
  { id: "run-job", triggers: [{ event: "job/called" }], retries: 3 },
  async ({ event, step }) => {
    const { jobId } = signalSchemas["job/called"].parse(event.data);
    const hasMoreWork = await step.run("work", () => workOnJob(jobId));
    if (hasMoreWork) await step.run("call-again", () => signalJob(jobId));
  },
);
