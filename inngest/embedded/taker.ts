import type { Logger } from "pino";
import { currentTimeMs } from "@/lib/clock";
import { keepConnection, type Queries } from "@/lib/engine/connection";
import { promoteRuns } from "@/lib/engine/promote-runs";
import type { TakenRun } from "@/lib/engine/run";
import { takeRuns } from "@/lib/engine/take-runs";
import type { Lane } from "./lane";
import type { FunctionPlan } from "./plan-function";

type TakerOptions = {
  lanes: Lane[];
  maxInFlight: number;
  pollMs: number;
  log: Logger;
  drive: (run: TakenRun, plan: FunctionPlan) => Promise<void>;
  /** Called whenever the worker has reached Postgres. */
  up: () => void;
};

/** When other workers held rows: they have taken them within a few ms, or died and left them. */
const heldBackMs = 20;

/**
 * Takes runs and starts them, only as many as may run now, so a backlog costs no memory. One take is under way at a
 * time; it is started by a notification, by the end of a run, by the time of the next waiting run, or by the poll.
 *
 * @returns `stop`, which resolves with the number of runs that were still in flight when the time was over
 */
export function startTaker({ lanes, maxInFlight, pollMs, log, drive, up }: TakerOptions) {
  const inFlight = new Set<Promise<void>>();
  let taking: Promise<void> | undefined;
  let wanted = false;
  let stopping = false;
  let promoteAt = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;

  const connection = keepConnection({
    log,
    up() {
      lookAtAll();
      up();
    },
    wake(wake) {
      if (!wake) return lookAtAll();
      for (const lane of lanes) if (wake.functionIds.includes(lane.plan.id)) lane.wake();
      if (wake.dueAt !== undefined) promoteAt = Math.min(promoteAt, wake.dueAt);
      pump();
    },
  });
  const poll = setInterval(lookAtAll, pollMs);

  function lookAtAll() {
    for (const lane of lanes) lane.lookAgain();
    promoteAt = 0;
    pump();
  }

  function pump() {
    wanted = true;
    if (taking || stopping) return;
    taking = takeAll().finally(() => {
      taking = undefined;
      // Asked for while the last take was already over but not yet noted as such.
      if (wanted) pump();
    });
  }

  async function takeAll() {
    while (wanted && !stopping) {
      wanted = false;
      const db = connection.current();
      if (!db) return;
      try {
        while (!stopping && (await takeOnce(db)));
      } catch (error) {
        log.warn({ error: (error as Error).message }, "taking from the queue failed");
        return connection.renew();
      }
    }
  }

  /** Returns whether there may be more to take. */
  async function takeOnce(db: Queries): Promise<boolean> {
    if (promoteAt <= currentTimeMs()) {
      await promote(db);
      return true;
    }
    const lane = nextLane();
    if (!lane) {
      arm();
      return false;
    }
    const asked = lane.taking(maxInFlight - inFlight.size);
    const taken = await takeRuns(db, lane.plan.id, asked);
    if (lane.note(asked, taken)) setTimeout(() => wakeLater(lane), heldBackMs);
    for (const { run } of taken.runs) start(run, lane);
    return true;
  }

  async function promote(db: Queries) {
    promoteAt = Number.POSITIVE_INFINITY;
    const { functionIds, nextInMs } = await promoteRuns(db);
    for (const lane of lanes) if (functionIds.includes(lane.plan.id)) lane.wake();
    if (nextInMs !== undefined) promoteAt = Math.min(promoteAt, currentTimeMs() + Math.ceil(nextInMs));
  }

  /** In turn, so that a function with a backlog does not keep the others from starting. */
  function nextLane(): Lane | undefined {
    if (inFlight.size >= maxInFlight) return undefined;
    for (let step = 1; step <= lanes.length; step += 1) {
      const index = (turn + step) % lanes.length;
      if (lanes[index]?.hungry) {
        turn = index;
        return lanes[index];
      }
    }
    return undefined;
  }

  function start(run: TakenRun, lane: Lane) {
    const running = drive(run, lane.plan).finally(() => {
      inFlight.delete(running);
      lane.release(run.key);
      pump();
    });
    inFlight.add(running);
  }

  function arm() {
    clearTimeout(timer);
    if (promoteAt - currentTimeMs() < pollMs)
      timer = setTimeout(pump, Math.max(0, promoteAt - currentTimeMs()));
  }

  function wakeLater(lane: Lane) {
    lane.wake();
    pump();
  }

  /** What a take under way brings is started too: it is out of the queue for good. */
  async function finish() {
    await taking;
    await Promise.all(inFlight);
  }

  async function stop(timeoutMs: number): Promise<number> {
    stopping = true;
    clearTimeout(timer);
    clearInterval(poll);
    let late: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      late = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([finish(), timeUp]);
    clearTimeout(late);
    await connection.close();
    return inFlight.size;
  }

  return { stop };
}
