import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import type { Load, Stage } from "../stage";
import { ratio } from "../statistics";
import { subscribe } from "../subscribe";
import { withFloor } from "../with-floor";

const perSecond = 100;

/** Measures the CPU time per delivery during ten seconds, in ms, after a warm-up of two seconds. */
async function measureCpu(stage: Stage, pids: number[], load: Pick<Load, "url" | "apiKey" | "types">) {
  const all = [...pids, stage.postmasterPid];
  await deliverLoad(stage, all, { ...load, perSecond, count: 2 * perSecond });
  const { cpu } = await deliverLoad(stage, all, { ...load, perSecond, count: stage.scale(10 * perSecond) });
  return cpu;
}

async function measureSystem(stage: Stage): Promise<number | undefined> {
  const system = await stage.startSystem();
  try {
    const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
    const pids = [system.web.pid, ...system.workers.map(({ pid }) => pid)];
    return await measureCpu(stage, pids, { url: system.url, apiKey: system.apiKey, types });
  } finally {
    await system.stop();
  }
}

/** Measures the CPU per delivery at a low rate, when processes wake for each event, and that of two minimal processes (floor.mjs). */
export const quiet = defineMeasure({
  name: "quiet",
  units: {
    "CPU of the whole system at 100 events/s": "ms/delivery",
    "CPU of the floor at 100 events/s": "ms/delivery",
    "CPU of the whole system / of the floor": "ratio",
  },
  async measure(stage) {
    const system = await measureSystem(stage);
    const floor = await withFloor(stage, (target, pids) => measureCpu(stage, pids, target));
    return {
      "CPU of the whole system at 100 events/s": system,
      "CPU of the floor at 100 events/s": floor,
      "CPU of the whole system / of the floor": ratio(system, floor),
    };
  },
});
