import type { FunctionPlan } from "./plan-function";
import type { DequeueRequest, DequeueResult } from "./queue/dequeue-runs";
import type { DequeuedRun } from "./queue/run-types";

/** The most keys whose last dequeued ID is kept: they are sent with every dequeue. */
const maxLastDequeuedIds = 64;

/**
 * One function's state in a worker: its running keys, and the position of the walk over its waiting keys. The walk goes
 * from key to key, takes one run of each, and starts over, so that no key waits behind another's backlog.
 */
export class FunctionDequeueState {
  readonly #runningByKey = new Map<string, number>();
  readonly #lastDequeuedIds = new Map<string, string>();
  #runningCount = 0;
  #below: string | undefined;
  #mayHaveRuns = false;
  #walkAgain = false;
  #lockedElsewhere = false;

  constructor(readonly plan: FunctionPlan) {}

  /** There may be runs to dequeue. */
  wake(): void {
    this.#mayHaveRuns = true;
    this.#walkAgain = true;
  }

  /** Whether it is worth dequeuing now. */
  get isReady(): boolean {
    return this.#mayHaveRuns && this.#runningCount < this.plan.limit;
  }

  /** The next request, when this worker has `slots` free. */
  nextRequest(slots: number): DequeueRequest {
    if (this.#below === undefined) {
      this.#walkAgain = false;
      this.#lockedElsewhere = false;
    }
    return {
      maxKeys: Math.min(slots, this.plan.limit - this.#runningCount),
      batchSize: this.plan.batchSize,
      busyKeys: [...this.#runningByKey].flatMap(([key, count]) => (count >= this.plan.keyLimit ? [key] : [])),
      lastDequeuedIds: this.#lastDequeuedIds,
      below: this.#below,
    };
  }

  /** Records the result of a request. Returns true when other workers have locked rows that they may still unlock. */
  recordResult(request: DequeueRequest, result: DequeueResult): boolean {
    for (const { run, lastId } of result.runs) this.#start(run, lastId);
    if (result.examinedCount > result.runs.length) {
      // Some rows are held by another worker, or were added late, with a lower id than the rows dequeued before.
      if (this.#lastDequeuedIds.size > 0) this.#walkAgain = true;
      else this.#lockedElsewhere = true;
      this.#lastDequeuedIds.clear();
    }
    this.#below = result.examinedCount < request.maxKeys ? undefined : result.lowest;
    if (this.#below !== undefined) return false;
    this.#mayHaveRuns = this.#walkAgain;
    return !this.#mayHaveRuns && this.#lockedElsewhere;
  }

  #start({ key, signals, progress }: DequeuedRun, lastId: string) {
    this.#runningCount += 1;
    this.#runningByKey.set(key, (this.#runningByKey.get(key) ?? 0) + 1);
    if (progress === undefined && signals.length < this.plan.batchSize) {
      this.#lastDequeuedIds.delete(key);
      return;
    }
    // This key may have more.
    this.#walkAgain = true;
    if (this.#lastDequeuedIds.size >= maxLastDequeuedIds) this.#lastDequeuedIds.clear();
    this.#lastDequeuedIds.set(key, lastId);
  }

  /** A run of the key is over. */
  finishRun(key: string): void {
    const count = this.#runningByKey.get(key) ?? 0;
    // Only now can the walk include this key again: it was skipped while busy.
    if (count >= this.plan.keyLimit) this.wake();
    this.#runningCount -= 1;
    if (count <= 1) this.#runningByKey.delete(key);
    else this.#runningByKey.set(key, count - 1);
  }

  /** Forgets how far backlogs were read, so that rows that were added late are found. */
  rescan(): void {
    this.#lastDequeuedIds.clear();
    this.wake();
  }
}
