import { Cron } from "croner";
import type { Logger } from "pino";
import { currentTimeMs } from "@/lib/clock";
import { claimTick } from "@/lib/engine/claim-tick";
import { enqueueRuns } from "@/lib/engine/enqueue-runs";
import { newId } from "@/lib/ids";
import { type FunctionPlan, noKey } from "./plan-function";

/** Timers of Node run for 24 days at most; a clock that is set is noticed within this. */
const longestWaitMs = 60_000;

/**
 * Fires the functions with a cron trigger: once at the start, because a worker that was away has missed ticks, and
 * then at each tick (UTC, as on Inngest). Of several workers one fires a tick. A tick that cannot be fired because
 * Postgres is away is logged and left out.
 *
 * @returns a function that stops it and resolves when no tick is being fired any more
 */
export function fireCrons(plans: FunctionPlan[], log: Logger): () => Promise<void> {
  const stops = plans.flatMap((plan) => plan.crons.map((pattern) => fireCron(plan.id, pattern, log)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** From where to look for the tick after this one; not from it when the clock was set back far. */
function after(tick: Date): Date {
  const now = currentTimeMs();
  return new Date(tick.getTime() - now > longestWaitMs ? now : Math.max(now, tick.getTime()));
}

function fireCron(functionId: string, pattern: string, log: Logger): () => Promise<void> {
  const cron = new Cron(pattern, { timezone: "UTC", paused: true });
  let timer: NodeJS.Timeout | undefined;
  let firing = Promise.resolve();

  async function fire(tick: Date) {
    try {
      if (!(await claimTick(functionId, tick))) return;
      const data = { cron: pattern };
      const signal = { id: newId(), name: "inngest/scheduled.timer", data, ts: tick.getTime() };
      await enqueueRuns([{ functionId, key: noKey, signals: [signal] }]);
    } catch (error) {
      log.warn({ function: functionId, error: (error as Error).message }, "cron tick left out");
    }
  }

  function wait(tick: Date | null) {
    if (!tick) return;
    const leftMs = tick.getTime() - currentTimeMs();
    if (leftMs > longestWaitMs) {
      // Looked up again each time: a clock that was set back must not leave ticks out.
      timer = setTimeout(() => wait(cron.nextRun(new Date(currentTimeMs()))), longestWaitMs);
      return;
    }
    timer = setTimeout(
      () => {
        firing = fire(tick);
        wait(cron.nextRun(after(tick)));
      },
      Math.max(0, leftMs),
    );
  }

  // The next whole second: workers started together fire once, and one started right after another one died fires too.
  wait(new Date((Math.floor(currentTimeMs() / 1_000) + 1) * 1_000));
  return () => {
    clearTimeout(timer);
    cron.stop();
    return firing;
  };
}
