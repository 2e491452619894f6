import { setTimeout as pause } from "node:timers/promises";
import { enqueueRuns } from "@/lib/engine/enqueue-runs";
import type { NewRun } from "@/lib/engine/run";

const pausesMs = [100, 400, 1_500, 4_000];

/**
 * Puts a run back into the queue, through a short absence of Postgres (about 6 s). The run keeps its place among the
 * runs in flight meanwhile, so nothing more is taken that could not be put back either. Throws when all tries fail.
 */
export async function requeueRun(run: NewRun): Promise<void> {
  for (const pauseMs of pausesMs) {
    try {
      return await enqueueRuns([run]);
    } catch {
      // Tried again below; the last try reports the reason.
      await pause(pauseMs);
    }
  }
  await enqueueRuns([run]);
}
