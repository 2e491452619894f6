import type { Inngest, InngestFunction } from "inngest";
import type { Logger } from "pino";
import { createFunctionCaller } from "./call-function";
import { startDispatcher } from "./dispatcher";
import { driveRun } from "./drive-run";
import { startCrons } from "./fire-crons";
import { FunctionDequeueState } from "./function-dequeue-state";
import { planFunction } from "./plan-function";
import { requeueRun } from "./requeue-run";

export type RunnerOptions = {
  functions: InngestFunction.Any[];
  log: Logger;
  /** The client that created the functions. */
  client: Inngest.Any;
  /** The most concurrent runs in this worker, of all functions together. A run may be a batch of 100 signals. */
  maxInFlight?: number;
  /** How often the worker polls the queue even without a notification, in ms. */
  pollMs?: number;
  /** How long `stop` waits for the runs in flight, in ms. */
  stopTimeoutMs?: number;
  /** The delay before the next try after this number of failures, in ms. */
  retryDelayMs?: (failures: number) => number;
};

/** 1 s, 2 s, 4 s ... 5 min, plus up to 10% jitter, so that runs that failed together do not retry together. */
function getDefaultRetryDelayMs(failures: number): number {
  return Math.min(300_000, 500 * 2 ** failures) * (1 + Math.random() / 10);
}

/**
 * Starts the embedded engine in this process: it dequeues signals from Postgres and runs the functions
 * through the SDK's own handler. Several workers share the queue.
 *
 * Guarantees: the oldest signals of a key run first; a batch never waits to fill; a concurrency limit counts **in each
 * worker process**, not across all of them; a future `ts` is respected, in batched functions too; a failed step is retried
 * up to the function's `retries` times, then the run is logged and dropped. A run in flight when the process dies is lost:
 * the watch or the sweep signals its work again.
 *
 * Throws at once when a function has options, triggers or expressions that this engine does not support.
 *
 * @returns `stop`: dequeues no more, waits for the runs in flight (at most `stopTimeoutMs`), then resolves
 */
export function startRunner(options: RunnerOptions): { stop(): Promise<void> } {
  const { functions, log, client, maxInFlight = 64, pollMs = 5_000, stopTimeoutMs = 20_000 } = options;
  const plans = functions.map((fn) => planFunction(fn, client.id));
  const dequeueStates = plans.map((plan) => new FunctionDequeueState(plan));
  const call = createFunctionCaller(client, functions);
  const drivingOptions = {
    call,
    log,
    retryDelayMs: options.retryDelayMs ?? getDefaultRetryDelayMs,
    requeueRun: (run: Parameters<typeof requeueRun>[0], dueAt: Date) => requeueRun({ ...run, dueAt }),
  };
  let stopCrons: (() => Promise<void>) | undefined;

  const dispatcher = startDispatcher({
    dequeueStates,
    maxInFlight,
    pollMs,
    log,
    drive: (run, plan) => driveRun(run, plan, drivingOptions),
    onConnected() {
      stopCrons ??= startCrons(plans, log);
    },
  });
  return {
    async stop() {
      const [count] = await Promise.all([dispatcher.stop(stopTimeoutMs), stopCrons?.()]);
      if (count > 0)
        log.warn({ runs: count }, "stopped with runs in flight; the watch or the sweep will find their work");
    },
  };
}
