import type { TakenRun } from "@/lib/engine/run";
import type { Taken, Taking } from "@/lib/engine/take-runs";
import type { FunctionPlan } from "./plan-function";

/** They go along with every take. */
const mostBacklogs = 64;

/**
 * One function's part of a worker: what of it runs, and how far the walk over its keys has come. The walk goes from key
 * to key, each giving one run, and around again, so that no key waits behind another's backlog.
 */
export class Lane {
  readonly #running = new Map<string, number>();
  readonly #takenBefore = new Map<string, string>();
  #total = 0;
  #below: string | undefined;
  #hungry = false;
  #goAround = false;
  #heldBack = false;

  constructor(readonly plan: FunctionPlan) {}

  /** There may be something to take. */
  wake(): void {
    this.#hungry = true;
    this.#goAround = true;
  }

  /** Whether it makes sense to take now. */
  get hungry(): boolean {
    return this.#hungry && this.#total < this.plan.limit;
  }

  /** What to ask for when there are `slots` left in this worker. */
  taking(slots: number): Taking {
    if (this.#below === undefined) {
      this.#goAround = false;
      this.#heldBack = false;
    }
    return {
      maxKeys: Math.min(slots, this.plan.limit - this.#total),
      batchSize: this.plan.batchSize,
      busyKeys: [...this.#running].flatMap(([key, count]) => (count >= this.plan.keyLimit ? [key] : [])),
      takenBefore: this.#takenBefore,
      below: this.#below,
    };
  }

  /** Notes what a take came to. Returns true when rows were there that other workers held and may yet leave. */
  note(taking: Taking, taken: Taken): boolean {
    for (const { run, lastId } of taken.runs) this.#start(run, lastId);
    if (taken.seen > taken.runs.length) {
      // Held by another worker, or a row that came in late, with a lower id than those taken before.
      if (this.#takenBefore.size > 0) this.#goAround = true;
      else this.#heldBack = true;
      this.#takenBefore.clear();
    }
    this.#below = taken.seen < taking.maxKeys ? undefined : taken.lowest;
    if (this.#below !== undefined) return false;
    this.#hungry = this.#goAround;
    return !this.#hungry && this.#heldBack;
  }

  #start({ key, signals, progress }: TakenRun, lastId: string) {
    this.#total += 1;
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    if (progress === undefined && signals.length < this.plan.batchSize) {
      this.#takenBefore.delete(key);
      return;
    }
    // There may be more of this key.
    this.#goAround = true;
    if (this.#takenBefore.size >= mostBacklogs) this.#takenBefore.clear();
    this.#takenBefore.set(key, lastId);
  }

  /** A run of the key is over. */
  release(key: string): void {
    const count = this.#running.get(key) ?? 0;
    // Only now may the key be walked to again: while it was busy it was passed over.
    if (count >= this.plan.keyLimit) this.wake();
    this.#total -= 1;
    if (count <= 1) this.#running.delete(key);
    else this.#running.set(key, count - 1);
  }

  /** Forgets where backlogs were read to, so that rows which came in late are found. */
  lookAgain(): void {
    this.#takenBefore.clear();
    this.wake();
  }
}
