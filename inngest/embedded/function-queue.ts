import type { DequeueRequest, DequeueResult } from "@/lib/engine/dequeue-runs";
import type { DequeuedRun } from "@/lib/engine/run";
import type { FunctionPlan } from "./plan-function";

/** They go along with every take. */
const mostBacklogs = 64;

/**
 * One function's part of a worker: what of it runs, and how far the walk over its keys has come. The walk goes from key
 * to key, each giving one run, and around again, so that no key waits behind another's backlog.
 */
export class FunctionQueue {
  readonly #running = new Map<string, number>();
  readonly #lastDequeuedIds = new Map<string, string>();
  #total = 0;
  #below: string | undefined;
  #mayHaveRuns = false;
  #walkAgain = false;
  #lockedElsewhere = false;

  constructor(readonly plan: FunctionPlan) {}

  /** There may be something to take. */
  wake(): void {
    this.#mayHaveRuns = true;
    this.#walkAgain = true;
  }

  /** Whether it makes sense to take now. */
  get isReady(): boolean {
    return this.#mayHaveRuns && this.#total < this.plan.limit;
  }

  /** What to ask for when there are `slots` left in this worker. */
  nextRequest(slots: number): DequeueRequest {
    if (this.#below === undefined) {
      this.#walkAgain = false;
      this.#lockedElsewhere = false;
    }
    return {
      maxKeys: Math.min(slots, this.plan.limit - this.#total),
      batchSize: this.plan.batchSize,
      busyKeys: [...this.#running].flatMap(([key, count]) => (count >= this.plan.keyLimit ? [key] : [])),
      lastDequeuedIds: this.#lastDequeuedIds,
      below: this.#below,
    };
  }

  /** Notes what a take came to. Returns true when rows were there that other workers held and may yet leave. */
  recordResult(request: DequeueRequest, result: DequeueResult): boolean {
    for (const { run, lastId } of result.runs) this.#start(run, lastId);
    if (result.seen > result.runs.length) {
      // Held by another worker, or a row that came in late, with a lower id than those dequeued before.
      if (this.#lastDequeuedIds.size > 0) this.#walkAgain = true;
      else this.#lockedElsewhere = true;
      this.#lastDequeuedIds.clear();
    }
    this.#below = result.seen < request.maxKeys ? undefined : result.lowest;
    if (this.#below !== undefined) return false;
    this.#mayHaveRuns = this.#walkAgain;
    return !this.#mayHaveRuns && this.#lockedElsewhere;
  }

  #start({ key, signals, progress }: DequeuedRun, lastId: string) {
    this.#total += 1;
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    if (progress === undefined && signals.length < this.plan.batchSize) {
      this.#lastDequeuedIds.delete(key);
      return;
    }
    // There may be more of this key.
    this.#walkAgain = true;
    if (this.#lastDequeuedIds.size >= mostBacklogs) this.#lastDequeuedIds.clear();
    this.#lastDequeuedIds.set(key, lastId);
  }

  /** A run of the key is over. */
  finishRun(key: string): void {
    const count = this.#running.get(key) ?? 0;
    // Only now may the key be walked to again: while it was busy it was passed over.
    if (count >= this.plan.keyLimit) this.wake();
    this.#total -= 1;
    if (count <= 1) this.#running.delete(key);
    else this.#running.set(key, count - 1);
  }

  /** Forgets where backlogs were read to, so that rows which came in late are found. */
  rescan(): void {
    this.#lastDequeuedIds.clear();
    this.wake();
  }
}
