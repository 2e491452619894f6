import type { Worker } from "node:worker_threads";
import { OverBudget } from "./over-budget";

/** The message that a thread sends at the end of each job. */
export type JobAnswer = { value: unknown } | { error: string };
/** The message that a thread sends once it has loaded. */
export const readyMessage = "ready";

export interface PoolLimits {
  /** At least two. Partners always leave one thread to the lender, and the lender one to partners. A partner gets one at a time. */
  threads: number;
  /** The time limit of a job in ms, so that one tenant cannot keep other tenants waiting until their deadlines. */
  maxMs: number;
  /** The maximum input of one tenant's waiting jobs, which is kept in memory. */
  maxWaitingCharacters: number;
  /** A thread that is idle for this many ms is ended. */
  idleMs: number;
}

interface Job {
  tenant: string | null;
  message: { job: string; input: string };
  deadline: number;
  timer?: NodeJS.Timeout;
  settle(answer: JobAnswer | OverBudget): void;
}

interface Thread {
  worker: Worker;
  hasLoaded: boolean;
  currentJob: Job | null;
  idleTimer?: NodeJS.Timeout;
}

/** Threads for work that takes too long on the main thread: many jobs, few threads, shared fairly among tenants. */
export class ThreadPool {
  private readonly threads = new Set<Thread>();
  private waitingJobs: Job[] = [];

  constructor(
    private readonly start: () => Worker,
    private readonly limits: PoolLimits,
  ) {}

  /**
   * Runs a job in a thread. Throws OverBudget if the job is not done by the deadline, runs longer than `maxMs` or runs out of
   * memory, or if too much input of the tenant's jobs is already waiting.
   * @param deadline a time of performance.now(), in ms.
   */
  run(tenant: string | null, deadline: number, job: string, input: string): Promise<unknown> {
    const queuedCharacters = this.waitingJobs
      .filter((each) => each.tenant === tenant)
      .reduce((sum, { message }) => sum + message.input.length, 0);
    const hasTooMuchInput =
      queuedCharacters > 0 && queuedCharacters + input.length > this.limits.maxWaitingCharacters;
    if (hasTooMuchInput || deadline <= performance.now()) return Promise.reject(new OverBudget());
    return new Promise((resolve, reject) => {
      const newJob: Job = {
        tenant,
        deadline,
        message: { job, input },
        settle: (answer) => {
          clearTimeout(newJob.timer);
          if (answer instanceof OverBudget) reject(answer);
          else if ("error" in answer) reject(new Error(answer.error));
          else resolve(answer.value);
        },
      };
      newJob.timer = setTimeout(() => this.expire(newJob), deadline - performance.now());
      this.waitingJobs.push(newJob);
      this.startNextJobs();
    });
  }

  /** Ends every thread; running and waiting jobs fail with OverBudget. */
  async close(): Promise<void> {
    for (const job of this.waitingJobs.splice(0)) job.settle(new OverBudget());
    await Promise.all([...this.threads].map((thread) => this.end(thread, new OverBudget())));
  }

  private startNextJobs(): void {
    for (const job of this.waitingJobs) {
      if (!this.canRun(job.tenant)) continue;
      this.waitingJobs = this.waitingJobs.filter((each) => each !== job);
      let thread: Thread;
      try {
        thread = [...this.threads].find(({ currentJob }) => currentJob === null) ?? this.open();
      } catch (error) {
        // The machine cannot start another thread now.
        job.settle({ error: (error as Error).message });
        continue;
      }
      thread.currentJob = job;
      clearTimeout(thread.idleTimer);
      this.limitTime(thread);
      thread.worker.ref();
      thread.worker.postMessage(job.message);
    }
  }

  /** Sets the job's timer. The time limit starts when the thread has loaded; the deadline applies from the start. */
  private limitTime(thread: Thread): void {
    if (!thread.currentJob) return;
    const { currentJob } = thread;
    const maxMs = thread.hasLoaded ? this.limits.maxMs : Number.POSITIVE_INFINITY;
    clearTimeout(currentJob.timer);
    const ms = Math.min(currentJob.deadline - performance.now(), maxMs);
    currentJob.timer = setTimeout(() => this.end(thread, new OverBudget()), ms);
  }

  private canRun(tenant: string | null): boolean {
    const running = [...this.threads].flatMap((thread) => thread.currentJob ?? []);
    if (running.length >= this.limits.threads) return false;
    if (tenant !== null && running.some((job) => job.tenant === tenant)) return false;
    const sameGroup = running.filter((job) => (job.tenant === null) === (tenant === null));
    return sameGroup.length < this.limits.threads - 1;
  }

  private open(): Thread {
    const worker = this.start();
    const thread: Thread = { worker, hasLoaded: false, currentJob: null };
    this.threads.add(thread);
    worker.on("message", (answer: JobAnswer | typeof readyMessage) => {
      if (answer === readyMessage) {
        thread.hasLoaded = true;
        return this.limitTime(thread);
      }
      thread.currentJob?.settle(answer);
      thread.currentJob = null;
      worker.unref();
      thread.idleTimer = setTimeout(() => this.end(thread, new OverBudget()), this.limits.idleMs).unref();
      this.startNextJobs();
    });
    worker.on("error", (error: Error & { code?: string }) => {
      // The memory of a thread is limited too. A thread that exceeds the limit ends, and the process continues.
      const isOutOfMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      void this.end(thread, isOutOfMemory ? new OverBudget() : { error: error.message });
    });
    return thread;
  }

  /**
   * Ends a thread that is stuck, failed, idle or no longer needed. It is terminated, since a stuck thread does not read messages. A new
   * thread starts when it is needed.
   */
  private async end(thread: Thread, answer: JobAnswer | OverBudget): Promise<void> {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.idleTimer);
    thread.currentJob?.settle(answer);
    thread.currentJob = null;
    const termination = thread.worker.terminate();
    this.startNextJobs();
    await termination;
  }

  private expire(job: Job): void {
    this.waitingJobs = this.waitingJobs.filter((each) => each !== job);
    job.settle(new OverBudget());
  }
}
