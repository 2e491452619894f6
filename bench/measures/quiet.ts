import { deliverLoad } from "../deliver-load";
import { defineMeasure } from "../measure";
import type { Load, Stage } from "../stage";
import { ratio } from "../statistics";
import { subscribe } from "../subscribe";
import { startTool } from "../tool-process";

const perSecond = 100;

/** CPU for each delivery in ms, after two seconds that do not count. */
async function measureCpu(stage: Stage, pids: number[], load: Pick<Load, "url" | "apiKey" | "types">) {
  const all = [...pids, stage.postmaster];
  await deliverLoad(stage, all, { ...load, perSecond, count: 2 * perSecond });
  const { cpu } = await deliverLoad(stage, all, { ...load, perSecond, count: stage.scaled(10 * perSecond) });
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

async function measureFloor(stage: Stage): Promise<number | undefined> {
  const databaseUrl = await stage.createEmptyDatabase();
  const web = await startTool<{ url: string }>("floor.mjs", ["web", databaseUrl]);
  const worker = await startTool("floor.mjs", ["worker", databaseUrl, stage.sink.urls[0] ?? ""]);
  const load = { url: web.started.url, apiKey: "none", types: ["none"] };
  return await measureCpu(stage, [web.pid, worker.pid], load).finally(() =>
    Promise.all([web.stop(), worker.stop()]),
  );
}

/** The CPU of waking up for few events, and that of two minimal processes that do the same. */
export const quiet = defineMeasure({
  name: "quiet",
  units: {
    "CPU of the whole system at 100 events/s": "ms/delivery",
    "CPU of the floor at 100 events/s": "ms/delivery",
    "CPU of the whole system / of the floor": "ratio",
  },
  async measure(stage) {
    const system = await measureSystem(stage);
    const floor = await measureFloor(stage);
    return {
      "CPU of the whole system at 100 events/s": system,
      "CPU of the floor at 100 events/s": floor,
      "CPU of the whole system / of the floor": ratio(system, floor),
    };
  },
});
