import { usesInngest } from "../../e2e/inngest-server";
import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { drainBacklog } from "../drain-backlog";
import { percentile, ratio } from "../statistics";
import { subscribe } from "../subscribe";

const perSecond = 200;

/** Measures a backlog and a steady load while a real Inngest server runs the functions. */
export const inngest = defineMeasure({
  name: "inngest",
  onlyWhenNamed: true,
  units: {
    "Drain on an Inngest server / embedded": "ratio",
    "Latency on an Inngest server at 200 events/s, p50": "ms",
    "Latency on an Inngest server at 200 events/s, p99": "ms",
  },
  async measure(stage) {
    if (!usesInngest) throw new Error("HOOKLEDGER_TEST_INNGEST is not set (see CONTRIBUTING.md).");
    const backlog = { deliveries: stage.scale(50_000), webhooks: 10, types: 10 };
    const embedded = await drainBacklog(stage, backlog);
    const drained = await drainBacklog(stage, { ...backlog, inngest: true });
    const system = await stage.startSystem({ inngest: true });
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const target = { url: system.url, apiKey: system.apiKey, types };
      await deliverLoad(stage, [], { ...target, perSecond, count: 2 * perSecond });
      const load = { ...target, perSecond, count: stage.scale(10 * perSecond) };
      const { latencies } = await deliverLoad(stage, [], load);
      return {
        "Drain on an Inngest server / embedded": ratio(drained.perSecond, embedded.perSecond),
        "Latency on an Inngest server at 200 events/s, p50": percentile(latencies, 0.5),
        "Latency on an Inngest server at 200 events/s, p99": percentile(latencies, 0.99),
      };
    } finally {
      await system.stop();
    }
  },
});
