import type { FunctionPlan } from "./plan-function";
import type { DequeueRequest, DequeueResult } from "./queue/dequeue-runs";
import type { DequeuedRun } from "./queue/run-types";

/** The most keys whose last dequeued ID is kept: these IDs are sent with every dequeue. */
const maxLastDequeuedIds = 64;

/**
 * One function's state in a worker: its running keys, and the position of the scan of its waiting keys. The scan goes from key to key, takes
 * one run of each, and starts over, so that no key waits for another key's backlog.
 */
export class FunctionDequeueState {
  readonly #runningByKey = new Map<string, number>();
  readonly #lastDequeuedIds = new Map<string, string>();
  #runningCount = 0;
  #below: string | undefined;
  #mayHaveRuns = false;
  #scanAgain = false;
  #lockedElsewhere = false;

  constructor(readonly plan: FunctionPlan) {}

  /** Records that there may be runs to dequeue. */
  wake(): void {
    this.#mayHaveRuns = true;
    this.#scanAgain = true;
  }

  /** Whether it is worth dequeuing now. */
  get isReady(): boolean {
    return this.#mayHaveRuns && this.#runningCount < this.plan.limit;
  }

  /** Builds the next request; this worker can start at most `maxRuns` more runs. */
  buildNextRequest(maxRuns: number): DequeueRequest {
    if (this.#below === undefined) {
      this.#scanAgain = false;
      this.#lockedElsewhere = false;
    }
    return {
      maxKeys: Math.min(maxRuns, this.plan.limit - this.#runningCount),
      batchSize: this.plan.batchSize,
      busyKeys: [...this.#runningByKey].flatMap(([key, count]) => (count >= this.plan.keyLimit ? [key] : [])),
      lastDequeuedIds: this.#lastDequeuedIds,
      below: this.#below,
    };
  }

  /** Records the result of a request. Returns whether to wake the function later, because other workers may unlock rows. */
  recordResult(request: DequeueRequest, result: DequeueResult): boolean {
    for (const { run, lastId } of result.runs) this.#start(run, lastId);
    if (result.examinedCount > result.runs.length) {
      // Some rows are locked by another worker, or were added late, with a lower ID than the rows dequeued before.
      if (this.#lastDequeuedIds.size > 0) this.#scanAgain = true;
      else this.#lockedElsewhere = true;
      this.#lastDequeuedIds.clear();
    }
    this.#below = result.examinedCount < request.maxKeys ? undefined : result.lowest;
    if (this.#below !== undefined) return false;
    this.#mayHaveRuns = this.#scanAgain;
    return !this.#mayHaveRuns && this.#lockedElsewhere;
  }

  #start({ key, signals, progress }: DequeuedRun, lastId: string) {
    this.#runningCount += 1;
    this.#runningByKey.set(key, (this.#runningByKey.get(key) ?? 0) + 1);
    if (progress === undefined && signals.length < this.plan.batchSize) {
      this.#lastDequeuedIds.delete(key);
      return;
    }
    // This key may have more runs.
    this.#scanAgain = true;
    if (this.#lastDequeuedIds.size >= maxLastDequeuedIds) this.#lastDequeuedIds.clear();
    this.#lastDequeuedIds.set(key, lastId);
  }

  /** Records that a run of this key has ended. */
  finishRun(key: string): void {
    const count = this.#runningByKey.get(key) ?? 0;
    // Scans again, because the key was skipped while it was at its limit.
    if (count >= this.plan.keyLimit) this.wake();
    this.#runningCount -= 1;
    if (count <= 1) this.#runningByKey.delete(key);
    else this.#runningByKey.set(key, count - 1);
  }

  /** Forgets the last dequeued IDs, so that rows that were added late, with lower IDs, are found. */
  rescan(): void {
    this.#lastDequeuedIds.clear();
    this.wake();
  }
}
