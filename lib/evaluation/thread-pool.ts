import type { Worker } from "node:worker_threads";
import { OverBudget } from "./over-budget";

/** What a thread says: "ready" once, when it has loaded, and then one message for each job. */
export type Answer = { value: unknown } | { error: string };
export const ready = "ready";

export interface PoolLimits {
  /** At least two. The lender by itself, and all partners together, leave one to the other; a partner has one at a time. */
  threads: number;
  /** A job that runs longer is stopped, so that one tenant's cannot keep the others waiting until their deadline. */
  longestMs: number;
  /** Input of one tenant's jobs that may wait: each of them is in memory. */
  waitingCharacters: number;
  /** A thread that had nothing to do for so long is ended. */
  idleMs: number;
}

interface Job {
  tenant: string | null;
  message: { job: string; input: string };
  deadline: number;
  timer?: NodeJS.Timeout;
  settle(answer: Answer | OverBudget): void;
}

interface Thread {
  worker: Worker;
  ready: boolean;
  running: Job | null;
  idle?: NodeJS.Timeout;
}

/** Threads for what takes too long for the process's own: many jobs, few threads, each tenant its share of them. */
export class ThreadPool {
  private readonly threads = new Set<Thread>();
  private waiting: Job[] = [];

  constructor(
    private readonly start: () => Worker,
    private readonly limits: PoolLimits,
  ) {}

  /**
   * Runs a job of the thread's. Throws OverBudget when it is not done by then, or the tenant has too many that wait.
   * @param deadline on the scale of performance.now(), in ms.
   */
  run(tenant: string | null, deadline: number, job: string, input: string): Promise<unknown> {
    const queued = this.waiting
      .filter((each) => each.tenant === tenant)
      .reduce((sum, { message }) => sum + message.input.length, 0);
    const full = queued > 0 && queued + input.length > this.limits.waitingCharacters;
    if (full || deadline <= performance.now()) return Promise.reject(new OverBudget());
    return new Promise((resolve, reject) => {
      const waiting: Job = {
        ...{ tenant, deadline, message: { job, input } },
        settle: (answer) => {
          clearTimeout(waiting.timer);
          if (answer instanceof OverBudget) reject(answer);
          else if ("error" in answer) reject(new Error(answer.error));
          else resolve(answer.value);
        },
      };
      waiting.timer = setTimeout(() => this.expire(waiting), deadline - performance.now());
      this.waiting.push(waiting);
      this.next();
    });
  }

  /** Ends every thread; what runs or waits is over budget. */
  async close(): Promise<void> {
    for (const job of this.waiting.splice(0)) job.settle(new OverBudget());
    await Promise.all([...this.threads].map((thread) => this.end(thread, new OverBudget())));
  }

  private next(): void {
    for (const job of this.waiting) {
      if (!this.mayRun(job.tenant)) continue;
      this.waiting = this.waiting.filter((each) => each !== job);
      let thread: Thread;
      try {
        thread = [...this.threads].find(({ running }) => running === null) ?? this.open();
      } catch (error) {
        // The machine gives no more threads now.
        job.settle({ error: (error as Error).message });
        continue;
      }
      thread.running = job;
      clearTimeout(thread.idle);
      this.limit(thread);
      thread.worker.ref();
      thread.worker.postMessage(job.message);
    }
  }

  /** Its share of time begins when the thread has loaded; the deadline does not wait for that. */
  private limit(thread: Thread): void {
    if (!thread.running) return;
    const { running } = thread;
    const most = thread.ready ? this.limits.longestMs : Number.POSITIVE_INFINITY;
    clearTimeout(running.timer);
    const ms = Math.min(running.deadline - performance.now(), most);
    running.timer = setTimeout(() => this.end(thread, new OverBudget()), ms);
  }

  private mayRun(tenant: string | null): boolean {
    const running = [...this.threads].flatMap((thread) => thread.running ?? []);
    if (running.length >= this.limits.threads) return false;
    if (tenant !== null && running.some((job) => job.tenant === tenant)) return false;
    const sameSide = running.filter((job) => (job.tenant === null) === (tenant === null));
    return sameSide.length < this.limits.threads - 1;
  }

  private open(): Thread {
    const worker = this.start();
    const thread: Thread = { worker, ready: false, running: null };
    this.threads.add(thread);
    worker.on("message", (answer: Answer | typeof ready) => {
      if (answer === ready) {
        thread.ready = true;
        return this.limit(thread);
      }
      thread.running?.settle(answer);
      thread.running = null;
      worker.unref();
      thread.idle = setTimeout(() => this.end(thread, new OverBudget()), this.limits.idleMs).unref();
      this.next();
    });
    worker.on("error", (error: Error & { code?: string }) => {
      // Memory is bounded like time: a thread that has used up its own ends, and the process goes on.
      const tooLarge = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      void this.end(thread, tooLarge ? new OverBudget() : { error: error.message });
    });
    return thread;
  }

  /** A thread that is stuck takes no message: it is ended, and another is started when it is needed. */
  private async end(thread: Thread, answer: Answer | OverBudget): Promise<void> {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.idle);
    thread.running?.settle(answer);
    thread.running = null;
    const ended = thread.worker.terminate();
    this.next();
    await ended;
  }

  private expire(job: Job): void {
    this.waiting = this.waiting.filter((each) => each !== job);
    job.settle(new OverBudget());
  }
}
