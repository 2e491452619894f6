import { defineMeasure } from "../define-measure";
import { drainBacklog } from "../drain-backlog";
import { ratio } from "../statistics";
import { startTool } from "../tool-process";

interface BareRate {
  perSecond: number;
  cpuPerDelivery: number;
}

/** Measures how one worker drains a backlog of 10 webhooks, and compares that with the bare loop. */
export const drain = defineMeasure({
  name: "drain",
  units: {
    "Drain over 10 webhooks": "deliveries/s",
    "Drain / bare loop": "ratio",
    "Worker CPU, draining": "µs/delivery",
    "Worker CPU / bare loop's CPU": "ratio",
    "Worker's peak memory, draining": "MB",
  },
  async measure(stage) {
    const deliveries = stage.scale(50_000);
    const drainedBacklog = await drainBacklog(stage, { deliveries, webhooks: 10, types: 10 });
    const loop = await startTool("bare-loop.ts");
    const databaseUrl = await stage.createEmptyDatabase();
    const bare = await loop
      .request<BareRate>({ databaseUrl, sinkUrl: stage.sink.urls[0], total: Math.min(deliveries, 100_000) })
      .finally(() => loop.stop());
    return {
      "Drain over 10 webhooks": drainedBacklog.perSecond,
      "Drain / bare loop": drainedBacklog.perSecond / bare.perSecond,
      "Worker CPU, draining": drainedBacklog.workerCpu,
      "Worker CPU / bare loop's CPU": ratio(drainedBacklog.workerCpu, bare.cpuPerDelivery),
      "Worker's peak memory, draining": drainedBacklog.peakMemory,
    };
  },
});
