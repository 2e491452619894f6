import { setTimeout as delay } from "node:timers/promises";
import { query } from "./build";
import { readCpuMs, withPeakMemory } from "./process-usage";
import type { Stage } from "./stage";
import { ratio } from "./statistics";
import { postInBatches, subscribe } from "./subscribe";
import type { System } from "./system";

export interface DrainedBacklog {
  perSecond: number;
  /** CPU time of the workers per delivery, in µs. */
  workerCpu: number | undefined;
  /** CPU time of the workers and Postgres per delivery, in µs. */
  systemCpu: number | undefined;
  /** Peak memory of the workers together, in MB. */
  peakMemory: number | undefined;
}

/** Waits until no delivery is open. A delivery is recorded only after its receiver has responded. */
async function waitUntilRecorded({ databaseUrl }: System): Promise<void> {
  for (const deadline = performance.now() + 30_000; ; await delay(50)) {
    const [row] = await query<{ open: boolean }>(
      databaseUrl,
      "SELECT EXISTS (SELECT FROM open_deliveries) AS open",
    );
    if (!row?.open) return;
    if (performance.now() > deadline) throw new Error("deliveries are still open after 30 s");
  }
}

/**
 * Accepts a backlog without a worker, and lets workers drain it until each attempt is recorded. The first fifth is a warm-up and is
 * not counted.
 */
export async function drainBacklog(
  stage: Stage,
  backlog: {
    deliveries: number;
    webhooks: number;
    types: number;
    workers?: number;
    inngest?: boolean;
    settings?: Record<string, unknown>;
    /** The number of entities to which the events belong, in turn; by default, each event has its own entity. */
    entities?: number;
  },
): Promise<DrainedBacklog> {
  const { webhooks, types, workers = 1, inngest, settings, entities } = backlog;
  const eventCount = Math.round((backlog.deliveries * types) / webhooks);
  const total = (eventCount * webhooks) / types;
  const system = await stage.startSystem({ workers: 0, inngest });
  try {
    const names = await subscribe(system, stage.sink.urls.slice(0, 1), { webhooks, types, settings });
    await postInBatches(system, names, eventCount, entities);
    await stage.sink.reset();
    await Promise.all([
      stage.sink.waitFor(total / 5),
      ...Array.from({ length: workers }, system.startWorker),
    ]);
    const pids = system.workers.map(({ pid }) => pid);
    const postgresPids = [stage.postmasterPid];
    const countBefore = await stage.sink.waitFor(0);
    const cpuBefore = { worker: readCpuMs(pids), postgres: readCpuMs(postgresPids) };
    const startedAt = performance.now();
    const [, peakMemory] = await withPeakMemory(pids, async () => {
      await stage.sink.waitFor(total);
      await waitUntilRecorded(system);
    });
    const counted = total - countBefore;
    const perSecond = counted / ((performance.now() - startedAt) / 1_000);
    const computeCpu = (after: number | undefined, before: number | undefined) =>
      ratio(after === undefined || before === undefined ? undefined : (after - before) * 1_000, counted);
    const workerCpu = computeCpu(readCpuMs(pids), cpuBefore.worker);
    const postgresCpu = computeCpu(readCpuMs(postgresPids), cpuBefore.postgres);
    const systemCpu =
      workerCpu === undefined || postgresCpu === undefined ? undefined : workerCpu + postgresCpu;
    return { perSecond, workerCpu, systemCpu, peakMemory };
  } finally {
    await system.stop();
  }
}
