import { Cron } from "croner";
import type { Logger } from "pino";
import { currentTimeMs } from "../clock";
import { newId } from "../ids";
import { type FunctionPlan, noKey } from "./plan-function";
import { claimTick } from "./queue/claim-tick";
import { enqueueRuns } from "./queue/enqueue-runs";

/** The longest wait before the clock is read again, to notice if it was changed. Well below Node's longest timer (24 days). */
const maxWaitMs = 60_000;

/**
 * Fires the functions with a cron trigger: once at the start, because a worker that was down has missed ticks, and
 * then at each tick (UTC, as on Inngest). Of several workers, only one fires each tick. A tick that cannot be fired because
 * Postgres is unavailable is logged and skipped.
 *
 * @returns a function that stops the crons and resolves when no tick is being fired any more
 */
export function startCrons(plans: FunctionPlan[], log: Logger): () => Promise<void> {
  const stopFunctions = plans.flatMap((plan) =>
    plan.crons.map((pattern) => startCron(plan.id, pattern, log)),
  );
  return async () => {
    await Promise.all(stopFunctions.map((stop) => stop()));
  };
}

/** Returns the time from which to search for the next tick: now, or this tick if it is later, unless the clock was set back far. */
function findStartOfNextSearch(tick: Date): Date {
  const now = currentTimeMs();
  return new Date(tick.getTime() - now > maxWaitMs ? now : Math.max(now, tick.getTime()));
}

function startCron(functionId: string, pattern: string, log: Logger): () => Promise<void> {
  const cron = new Cron(pattern, { timezone: "UTC", paused: true });
  let timer: NodeJS.Timeout | undefined;
  let lastFiring = Promise.resolve();

  async function fire(tick: Date) {
    try {
      if (!(await claimTick(functionId, tick))) return;
      const data = { cron: pattern };
      const signal = { id: newId(), name: "inngest/scheduled.timer", data, ts: tick.getTime() };
      await enqueueRuns([{ functionId, key: noKey, signals: [signal] }]);
    } catch (error) {
      log.warn({ function: functionId, error: (error as Error).message }, "cron tick skipped");
    }
  }

  function schedule(tick: Date | null) {
    if (!tick) return;
    const leftMs = tick.getTime() - currentTimeMs();
    if (leftMs > maxWaitMs) {
      // The next tick is computed again each time, so that no tick is skipped if the clock was set back.
      timer = setTimeout(() => schedule(cron.nextRun(new Date(currentTimeMs()))), maxWaitMs);
      return;
    }
    timer = setTimeout(
      () => {
        lastFiring = fire(tick);
        schedule(cron.nextRun(findStartOfNextSearch(tick)));
      },
      Math.max(0, leftMs),
    );
  }

  // Fires at the next whole second: workers that start together fire once, and a worker that starts right after another died also fires.
  schedule(new Date((Math.floor(currentTimeMs() / 1_000) + 1) * 1_000));
  return () => {
    clearTimeout(timer);
    cron.stop();
    return lastFiring;
  };
}
