import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { withPeakMemory } from "../process-usage";
import type { Stage } from "../stage";
import { subscribe } from "../subscribe";

/** Sends single events over 32 connections, as fast as they are accepted, and measures their delivery. */
async function deliverSingleEvents(stage: Stage, webhooks: number) {
  const system = await stage.startSystem();
  try {
    const types = await subscribe(system, stage.sink.urls, { webhooks });
    const pids = [system.web.pid, ...system.workers.map(({ pid }) => pid)];
    const load = { url: system.url, apiKey: system.apiKey, types };
    await deliverLoad(stage, [], { ...load, count: 1_000 });
    const [delivered, peakMemory] = await withPeakMemory(pids, () =>
      deliverLoad(stage, [...pids, stage.postmasterPid], { ...load, count: stage.scale(5_000) }),
    );
    return { ...delivered, peakMemory };
  } finally {
    await system.stop();
  }
}

export const single = defineMeasure({
  name: "single",
  units: {
    "Single events, 32 connections, one webhook": "deliveries/s",
    "CPU of the whole system, single events": "ms/delivery",
    "Peak memory of web and worker, single events": "MB",
  },
  async measure(stage) {
    const { perSecond, cpu, peakMemory } = await deliverSingleEvents(stage, 1);
    return {
      "Single events, 32 connections, one webhook": perSecond,
      "CPU of the whole system, single events": cpu,
      "Peak memory of web and worker, single events": peakMemory,
    };
  },
});

export const fiftyWebhooks = defineMeasure({
  name: "fifty",
  units: {
    "Single events spread over fifty webhooks": "deliveries/s",
    "CPU of the whole system, spread over fifty webhooks": "ms/delivery",
  },
  async measure(stage) {
    const { perSecond, cpu } = await deliverSingleEvents(stage, 50);
    return {
      "Single events spread over fifty webhooks": perSecond,
      "CPU of the whole system, spread over fifty webhooks": cpu,
    };
  },
});
