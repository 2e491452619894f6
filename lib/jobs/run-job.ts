import { setTimeout as wait } from "node:timers/promises";
import { advanceJob } from "./advance-job";
import { endJobLease, takeJobLease } from "./job-lease";

const runMs = 3_000;
const stepIntervalMs = 200;

/**
 * Works on a job for three seconds, unless another run is working on it.
 * @returns whether the job needs another run
 */
export async function runJob(jobId: string): Promise<boolean> {
  const lease = await takeJobLease(jobId);
  if (!lease) return false;
  const endAt = performance.now() + runMs;
  while (await advanceJob(lease)) {
    if (performance.now() >= endAt) {
      await endJobLease(lease);
      return true;
    }
    await wait(stepIntervalMs);
  }
  return false;
}
