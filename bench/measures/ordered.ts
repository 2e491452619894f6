import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { drainBacklog } from "../drain-backlog";
import type { Stage } from "../stage";
import { ratio } from "../statistics";
import { subscribe } from "../subscribe";

const entities = 10_000;

/** Sends single events for 10,000 entities to ten webhooks, as fast as they are accepted. */
async function deliverLive(stage: Stage, settings: Record<string, unknown>) {
  const system = await stage.startSystem();
  try {
    const types = await subscribe(system, stage.sink.urls, { webhooks: 10, settings });
    const pids = [system.web.pid, ...system.workers.map(({ pid }) => pid), stage.postmasterPid];
    const load = { url: system.url, apiKey: system.apiKey, types, entities };
    await deliverLoad(stage, [], { ...load, count: 1_000 });
    return await deliverLoad(stage, pids, { ...load, count: stage.scale(20_000) });
  } finally {
    await system.stop();
  }
}

/** Measures the cost of order per entity, for 10,000 entities: of live events, and of a drain. */
export const ordered = defineMeasure({
  name: "ordered",
  onlyWhenNamed: true,
  units: {
    "Single events in order / in any order": "ratio",
    "CPU of the whole system, single events in order / in any order": "ratio",
    "Drain in order, 10,000 entities": "deliveries/s",
    "Drain in order / in any order": "ratio",
    "CPU per delivery, in order / in any order": "ratio",
  },
  async measure(stage) {
    const liveInAnyOrder = await deliverLive(stage, {});
    const liveInOrder = await deliverLive(stage, { ordered: true });
    const backlog = { deliveries: stage.scale(50_000), webhooks: 10, types: 10, entities };
    const inAnyOrder = await drainBacklog(stage, backlog);
    const inOrder = await drainBacklog(stage, { ...backlog, settings: { ordered: true } });
    return {
      "Single events in order / in any order": liveInOrder.perSecond / liveInAnyOrder.perSecond,
      "CPU of the whole system, single events in order / in any order": ratio(
        liveInOrder.cpu,
        liveInAnyOrder.cpu,
      ),
      "Drain in order, 10,000 entities": inOrder.perSecond,
      "Drain in order / in any order": inOrder.perSecond / inAnyOrder.perSecond,
      "CPU per delivery, in order / in any order": ratio(inOrder.systemCpu, inAnyOrder.systemCpu),
    };
  },
});
