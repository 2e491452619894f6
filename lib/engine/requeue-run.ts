import { setTimeout as pause } from "node:timers/promises";
import { enqueueRuns } from "./queue/enqueue-runs";
import type { NewRun } from "./queue/run-types";

const retryDelaysMs = [100, 400, 1_500, 4_000];

/**
 * Puts a run back into the queue, retrying while Postgres is briefly unavailable (about 6 s). Meanwhile the run still counts
 * towards the limits of the worker and of its function. Throws when all tries fail.
 */
export async function requeueRun(run: NewRun): Promise<void> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await enqueueRuns([run]);
    } catch {
      // Retried below; the last try reports the error.
      await pause(delayMs);
    }
  }
  await enqueueRuns([run]);
}
