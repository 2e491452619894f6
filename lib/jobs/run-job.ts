import { setTimeout as wait } from "node:timers/promises";
import { advanceJob } from "./advance-job";
import { releaseJob, takeJob } from "./job-lease";

const sliceMs = 3_000;
const stepEveryMs = 200;

/**
 * Works on a job for a slice of time, unless another run does.
 * @returns whether the job needs another run
 */
export async function runJob(jobId: string): Promise<boolean> {
  const lease = await takeJob(jobId);
  if (!lease) return false;
  const endAt = performance.now() + sliceMs;
  while (await advanceJob(lease)) {
    if (performance.now() >= endAt) {
      await releaseJob(lease);
      return true;
    }
    await wait(stepEveryMs);
  }
  return false;
}
