import type { Logger } from "pino";
import { currentTimeMs } from "../clock";
import { keepConnection, type Queryable } from "../keep-database-connection";
import type { FunctionDequeueState } from "./function-dequeue-state";
import type { FunctionPlan } from "./plan-function";
import { dequeueRuns, queueConnectionSettings } from "./queue/dequeue-runs";
import { promoteRuns } from "./queue/promote-runs";
import type { DequeuedRun } from "./queue/run-types";
import { parseWake, wakeChannel } from "./queue/wake-message";

type DispatcherOptions = {
  dequeueStates: FunctionDequeueState[];
  maxInFlight: number;
  pollMs: number;
  log: Logger;
  drive: (run: DequeuedRun, plan: FunctionPlan) => Promise<void>;
  /** Called whenever the worker has connected to Postgres. */
  onConnected: () => void;
};

/** How long to wait for rows that other workers have locked: within a few ms, they are dequeued, or unlocked because the worker died. */
const lockedRowsDelayMs = 20;

/**
 * Dequeues runs and starts them, only as many as may run now, so a backlog costs no memory. One dequeue is in progress at
 * a time; it is started by a notification, by the end of a run, when the next waiting run is due, or by the poll.
 *
 * @returns `stop`, which resolves with the number of runs that were still in flight at its timeout
 */
export function startDispatcher({
  dequeueStates,
  maxInFlight,
  pollMs,
  log,
  drive,
  onConnected,
}: DispatcherOptions) {
  const inFlight = new Set<Promise<void>>();
  let dequeueInProgress: Promise<void> | undefined;
  let isDequeueWanted = false;
  let isStopping = false;
  let promoteAt = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;

  const connection = keepConnection({
    name: "hookledger-engine",
    channel: wakeChannel,
    settings: queueConnectionSettings,
    log,
    onOpen() {
      rescanAll();
      onConnected();
    },
    onNotification(payload) {
      const wake = parseWake(payload);
      if (!wake) return rescanAll();
      for (const dequeueState of dequeueStates)
        if (wake.functionIds.includes(dequeueState.plan.id)) dequeueState.wake();
      if (wake.dueAt !== undefined) promoteAt = Math.min(promoteAt, wake.dueAt);
      requestDequeue();
    },
  });
  const poll = setInterval(rescanAll, pollMs);

  function rescanAll() {
    for (const dequeueState of dequeueStates) dequeueState.rescan();
    promoteAt = 0;
    requestDequeue();
  }

  function requestDequeue() {
    isDequeueWanted = true;
    if (dequeueInProgress || isStopping) return;
    dequeueInProgress = dequeueAll().finally(() => {
      dequeueInProgress = undefined;
      // Another dequeue was requested after the last one had ended but before it was recorded as ended.
      if (isDequeueWanted) requestDequeue();
    });
  }

  async function dequeueAll() {
    while (isDequeueWanted && !isStopping) {
      isDequeueWanted = false;
      const db = connection.current();
      if (!db) return;
      try {
        while (!isStopping && (await dequeueOnce(db)));
      } catch (error) {
        log.warn({ error: (error as Error).message }, "could not dequeue runs");
        return connection.renew();
      }
    }
  }

  /** Returns whether there may be more to dequeue. */
  async function dequeueOnce(db: Queryable): Promise<boolean> {
    if (promoteAt <= currentTimeMs()) {
      await promote(db);
      return true;
    }
    const dequeueState = findNextReadyState();
    if (!dequeueState) {
      armTimer();
      return false;
    }
    const request = dequeueState.buildNextRequest(maxInFlight - inFlight.size);
    const result = await dequeueRuns(db, dequeueState.plan.id, request);
    if (dequeueState.recordResult(request, result))
      setTimeout(() => wakeAndDequeue(dequeueState), lockedRowsDelayMs);
    for (const { run } of result.runs) start(run, dequeueState);
    return true;
  }

  async function promote(db: Queryable) {
    promoteAt = Number.POSITIVE_INFINITY;
    const { functionIds, nextInMs } = await promoteRuns(db);
    for (const dequeueState of dequeueStates)
      if (functionIds.includes(dequeueState.plan.id)) dequeueState.wake();
    if (nextInMs !== undefined) promoteAt = Math.min(promoteAt, currentTimeMs() + Math.ceil(nextInMs));
  }

  /** Round robin, so that a function with a backlog does not keep other functions from starting. */
  function findNextReadyState(): FunctionDequeueState | undefined {
    if (inFlight.size >= maxInFlight) return undefined;
    for (let step = 1; step <= dequeueStates.length; step += 1) {
      const index = (turn + step) % dequeueStates.length;
      if (dequeueStates[index]?.isReady) {
        turn = index;
        return dequeueStates[index];
      }
    }
    return undefined;
  }

  function start(run: DequeuedRun, dequeueState: FunctionDequeueState) {
    const running = drive(run, dequeueState.plan).finally(() => {
      inFlight.delete(running);
      dequeueState.finishRun(run.key);
      requestDequeue();
    });
    inFlight.add(running);
  }

  function armTimer() {
    clearTimeout(timer);
    if (promoteAt - currentTimeMs() < pollMs)
      timer = setTimeout(requestDequeue, Math.max(0, promoteAt - currentTimeMs()));
  }

  function wakeAndDequeue(dequeueState: FunctionDequeueState) {
    dequeueState.wake();
    requestDequeue();
  }

  /** Waits for all runs, including those of a dequeue in progress: they are no longer in the queue, so they are started too. */
  async function waitForRuns() {
    await dequeueInProgress;
    await Promise.all(inFlight);
  }

  async function stop(timeoutMs: number): Promise<number> {
    isStopping = true;
    clearTimeout(timer);
    clearInterval(poll);
    let stopTimer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      stopTimer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([waitForRuns(), timeUp]);
    clearTimeout(stopTimer);
    await connection.close();
    return inFlight.size;
  }

  return { stop };
}
