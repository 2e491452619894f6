import type { Logger } from "pino";
import { currentTimeMs } from "../clock";
import { newId } from "../ids";
import type { FunctionCall } from "./call-function";
import type { Reply } from "./parse-reply";
import type { FunctionPlan } from "./plan-function";
import type { DequeuedRun, Progress } from "./queue/run-types";

export type DriveRunOptions = {
  call: (call: FunctionCall) => Promise<Reply>;
  /** Puts a run back into the queue, due at `dueAt`. */
  requeueRun: (run: DequeuedRun & { progress: Progress }, dueAt: Date) => Promise<void>;
  /** Delay before the next try after this number of failures (1, 2, ...), in ms. */
  retryDelayMs: (failures: number) => number;
  log: Logger;
};

/**
 * Drives a run until it is finished, sleeps or fails. A failed run is requeued for a later try. A run without retries left is logged and
 * dropped, and the watch or the sweep finds its work. Never rejects: an error ends only this run.
 */
export async function driveRun(
  run: DequeuedRun,
  plan: FunctionPlan,
  options: DriveRunOptions,
): Promise<void> {
  const { log } = options;
  const progress: Progress = run.progress ?? { runId: newId(), steps: {}, attempt: 0 };
  const logFields = { function: plan.id, runId: progress.runId, key: run.key, signals: run.signals.length };
  try {
    for (;;) {
      const reply = await options.call({
        functionId: plan.id,
        signals: run.signals,
        progress,
        retries: plan.retries,
      });
      switch (reply.kind) {
        case "done":
          return;
        case "step":
          recordStepResult(progress, reply.id, reply.result);
          break;
        case "sleep":
          recordStepResult(progress, reply.id, { type: "data", data: null });
          return await options.requeueRun({ ...run, progress }, reply.until);
        case "failed":
          return log.error({ ...logFields, error: reply.message }, "run failed permanently");
        case "retry": {
          progress.attempt += 1;
          if (progress.attempt > plan.retries) {
            return log.error({ ...logFields, error: reply.message }, "run failed permanently");
          }
          const dueAt = reply.notBefore ?? new Date(currentTimeMs() + options.retryDelayMs(progress.attempt));
          log.warn(
            { ...logFields, error: reply.message, failures: progress.attempt, dueAt },
            "run failed and will be retried",
          );
          return await options.requeueRun({ ...run, progress }, dueAt);
        }
      }
    }
  } catch (error) {
    log.error({ ...logFields, err: error }, "run lost; the watch or the sweep will find its work");
  }
}

/** Each step has its own retries, as on Inngest. */
function recordStepResult(progress: Progress, id: string, result: Progress["steps"][string]) {
  if (Object.hasOwn(progress.steps, id))
    throw new Error(`the step ${id} ran again although its result is known`);
  progress.steps[id] = result;
  progress.attempt = 0;
}
