import { setTimeout as delay } from "node:timers/promises";
import { query } from "../build";
import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { withPeakMemory } from "../process-usage";
import { Sink, type SinkAddresses, type Stage } from "../stage";
import { median, percentile, ratio } from "../statistics";
import { postInBatches, subscribe } from "../subscribe";
import type { System } from "../system";
import { startTool } from "../tool-process";

const webhooks = 10;
const deliveries = 100_000;
const rate = 500;
const perSecond = 200;
/** The shares of the job's deliveries after which the web process and the worker are killed. */
const killShares = [0.1, 0.2, 0.3];
const stalledAfterMs = 180_000;
/** The number of times that the latency is measured with and without a job at the default rate. */
const rounds = 5;

interface JobView {
  id: string;
  state: string;
  done: number;
  total: number;
}

/**
 * Measures a job that resends deliveries of ten webhooks while its processes are killed three times, and the latency of other events
 * meanwhile. Fails unless the ledger then has one succeeded attempt of the job for each delivery, and only requests that were in flight
 * at a kill reached the receiver again.
 */
export const jobs = defineMeasure({
  name: "jobs",
  onlyWhenNamed: true,
  units: {
    "Job over 100,000 deliveries with three kills": "deliveries/s",
    "Requests that the job's receivers got again": "requests",
    "Peak memory of web and worker, at the job's end": "MB",
    "Peak memory, job's end / middle": "ratio",
    "Latency at 200 events/s during a job of 500/s, p99": "ms",
    "p99 during a job of 500/s / without": "ratio",
    "Latency at 200 events/s during a job of 50/s, p99": "ms",
    "p99 during a job of 50/s / without": "ratio",
  },
  async measure(stage) {
    // The job's receivers run in their own process, because `deliverLoad` waits for the live events by counting requests.
    const tool = await startTool<SinkAddresses>("sink.mjs");
    const system = await stage.startSystem();
    try {
      return await measureJob(stage, system, new Sink(tool));
    } finally {
      await system.stop();
      await tool.stop();
    }
  },
});

async function measureJob(stage: Stage, system: System, sink: Sink) {
  const total = Math.ceil(stage.scale(deliveries) / webhooks) * webhooks;
  const types = await subscribe(system, sink.urls, { webhooks, name: "job" });
  const rows = await query<{ id: string }>(system.databaseUrl, "SELECT id FROM webhooks ORDER BY id");
  const liveTypes = await subscribe(system, stage.sink.urls, { webhooks: 1, name: "live" });
  await postInBatches(system, types, total);
  await sink.waitFor(total);
  const measureP99 = async () => {
    const load = { url: system.url, apiKey: system.apiKey, types: liveTypes, perSecond };
    await deliverLoad(stage, [], { ...load, count: 2 * perSecond });
    const { latencies } = await deliverLoad(stage, [], { ...load, count: stage.scale(10 * perSecond) });
    return percentile(latencies, 0.99);
  };
  const startJob = async (settings: { rate?: number }) => {
    const filter = { webhookIds: rows.map(({ id }) => id), states: ["succeeded"] };
    const body = { kind: "resend", filter, ...settings };
    return ((await system.call("POST", "/api/v1/jobs", body)) as { job: JobView }).job.id;
  };
  const measureP99DuringJob = async (id: string) => {
    const p99 = await measureP99();
    return (await loadJob(system, id)).state === "running" ? p99 : undefined;
  };
  const p99Before = await measureP99();

  await sink.reset();
  const startedAt = performance.now();
  const id = await startJob({ rate });
  for (const share of killShares) {
    await waitForShare(system, id, share);
    await system.killAndRestart();
  }
  await waitForShare(system, id, 0.4);
  const p99DuringFastJob = await measureP99DuringJob(id);
  const pids = [system.web.pid, ...system.workers.map(({ pid }) => pid)];
  const [, middlePeak] = await withPeakMemory(pids, () => waitForShare(system, id, 0.75));
  const [, endPeak] = await withPeakMemory(pids, () => waitForShare(system, id, 1));
  const seconds = (performance.now() - startedAt) / 1_000;
  const repeats = await countRepeats(system, sink, id, total);

  // A p99 over ten seconds can vary by a factor of two. So each round measures it during the job and then during a pause of the job.
  const p99sWithoutJob: number[] = [];
  const p99sDuringSlowJob: number[] = [];
  const slowJobId = await startJob({});
  for (let round = 0; round < rounds; round++) {
    const p99 = await measureP99DuringJob(slowJobId);
    if (p99 === undefined) break;
    p99sDuringSlowJob.push(p99);
    await system.call("POST", `/api/v1/jobs/${slowJobId}/pause`, {});
    p99sWithoutJob.push(await measureP99());
    await system.call("POST", `/api/v1/jobs/${slowJobId}/resume`, {});
  }
  await system.call("POST", `/api/v1/jobs/${slowJobId}/cancel`, {});
  const p99DuringSlowJob = p99sDuringSlowJob.length > 0 ? median(p99sDuringSlowJob) : undefined;
  return {
    "Job over 100,000 deliveries with three kills": total / seconds,
    "Requests that the job's receivers got again": repeats,
    "Peak memory of web and worker, at the job's end": endPeak,
    "Peak memory, job's end / middle": ratio(endPeak, middlePeak),
    "Latency at 200 events/s during a job of 500/s, p99": p99DuringFastJob,
    "p99 during a job of 500/s / without": ratio(p99DuringFastJob, p99Before),
    "Latency at 200 events/s during a job of 50/s, p99": p99DuringSlowJob,
    "p99 during a job of 50/s / without": ratio(p99DuringSlowJob, median(p99sWithoutJob)),
  };
}

async function loadJob(system: System, id: string): Promise<JobView> {
  return (await system.call("GET", `/api/v1/jobs/${id}`)) as JobView;
}

/** Waits until this share of a job is done; for a share of 1, until the job has finished. Throws when the job stops. */
async function waitForShare(system: System, id: string, share: number): Promise<void> {
  let done = -1;
  for (let movedAt = performance.now(); ; await delay(200)) {
    const job = await loadJob(system, id);
    if (job.state === "finished" || (share < 1 && job.done >= share * job.total)) return;
    if (job.done > done) movedAt = performance.now();
    done = job.done;
    if (job.state !== "running" || performance.now() - movedAt > stalledAfterMs)
      throw new Error(`the job is ${job.state}, and ${job.done} of ${job.total} are done`);
  }
}

/**
 * Counts the requests that the receivers got more than once.
 * @throws unless each delivery has one succeeded attempt of the job, and at most the interrupted attempts were repeated
 */
async function countRepeats(system: System, sink: Sink, id: string, total: number): Promise<number> {
  const [row] = await query<{ deliveries: number; attempts: number; interrupted: number }>(
    system.databaseUrl,
    `SELECT count(DISTINCT delivery_id) FILTER (WHERE job_id = '${id}' AND outcome = 'succeeded')::int AS deliveries,
            count(*) FILTER (WHERE job_id = '${id}')::int AS attempts,
            count(*) FILTER (WHERE outcome = 'unknown')::int AS interrupted
     FROM attempts WHERE manual`,
  );
  const repeats = (await sink.waitFor(total)) - total;
  const summary = `${JSON.stringify(row)}, ${repeats} repeated requests`;
  if (row?.deliveries !== total || row.attempts !== total || repeats > row.interrupted)
    throw new Error(`expected one attempt of the job for each of ${total} deliveries: ${summary}`);
  process.stderr.write(`  ${summary}\n`);
  return repeats;
}
