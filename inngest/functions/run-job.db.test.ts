import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool, prisma } from "@/lib/db";
import { closeSender } from "@/lib/deliveries/sender";
import { startRunner } from "@/lib/engine/runner";
import { findUnattendedJobs } from "@/lib/jobs/job-lease";
import { log } from "@/lib/log";
import { makeJobSignals, registerSignalSender, sendSignals } from "@/lib/signals";
import { startDeliveryWorker, stopDeliveryWorker } from "@/lib/worker/run-slot";
import { useDatabase } from "@/testing/database";
import { eventually } from "@/testing/engine";
import { loadAttempts, loadJob, makeDeliveries, requestJob, startResend } from "@/testing/jobs";
import { attemptDue, fillCatalogue, loadDelivery, makeWebhook, postEvent } from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { inngest } from "../client";
import { registerEngineSender } from "../register-engine-sender";
import { functions } from ".";

useDatabase();
let receiver: Receiver;
let stop = async () => {};
beforeAll(fillCatalogue);
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await stop();
  registerSignalSender(undefined);
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
  await receiver.close();
});
afterAll(closeSender);

/** Starts the delivery worker and the runner of the engine, as a worker process does. Before that, nothing is sent. */
function startWorker() {
  registerEngineSender();
  startDeliveryWorker();
  const runner = startRunner({ functions, client: inngest, log });
  stop = async () => {
    const stopped = runner.stop();
    await stopDeliveryWorker();
    await stopped;
  };
}

const listReceivedTraceIds = () =>
  receiver.requests.map(({ headers }) => headers["x-hookledger-trace-id"]).sort();

test("the function works on a job in several runs, and each delivery is sent once", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const traceIds = await makeDeliveries(webhookId, 60, "failed");
  startWorker();
  // At this rate, the job takes longer than one slice of three seconds. Duplicate signals change nothing.
  const jobId = await startResend(webhookId, { rate: 10 });
  await sendSignals(makeJobSignals([jobId, jobId]));
  await eventually(async () =>
    expect(await loadJob(jobId)).toMatchObject({ state: "finished", succeeded: 60 }),
  );
  expect(listReceivedTraceIds()).toEqual(traceIds);
});

test("a job whose signal was lost is found by the sweep", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  await makeDeliveries(webhookId, 2, "failed");
  registerSignalSender(() => Promise.reject(new Error("the engine is unavailable")));
  const jobId = await startResend(webhookId);
  expect(await findUnattendedJobs()).toEqual([jobId]);
  startWorker();
  const signal = { name: "inngest/scheduled.timer", data: {} };
  await pool().query(
    "INSERT INTO engine_runs (function_id, key, signal) VALUES ('hookledger-sweep', '-', $1)",
    [JSON.stringify(signal)],
  );
  await pool().query("NOTIFY hookledger_engine");
  await eventually(async () => expect((await loadJob(jobId)).state).toBe("finished"));
  expect(await findUnattendedJobs()).toEqual([]);
});

test("held deliveries are released and sent, and the failed one is resent", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const traceIds = [...(await postEvent()), ...(await postEvent()), ...(await postEvent())];
  receiver.respond({ status: 500 });
  await attemptDue(traceIds.slice(0, 1));
  receiver.respond({ status: 200 });
  startWorker();
  const created = await requestJob({
    kind: "release-held",
    filter: { webhookId },
    enable: true,
    resendFailed: true,
  });
  if (!created.ok || !created.job) throw new Error(JSON.stringify(created));
  const { id } = created.job;
  await eventually(async () => expect(await loadJob(id)).toMatchObject({ state: "finished", done: 3 }));
  await eventually(async () => {
    for (const traceId of traceIds) expect((await loadDelivery(traceId)).state).toBe("succeeded");
  });
  expect(listReceivedTraceIds()).toEqual([traceIds[0], ...traceIds].sort());
});

test("five failures in a row pause a job while workers are sending its deliveries", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  await makeDeliveries(webhookId, 150, "failed");
  receiver.respond({ status: 500 });
  startWorker();
  const jobId = await startResend(webhookId);
  await eventually(async () => expect((await loadJob(jobId)).state).toBe("paused"));
  // Attempts in progress still end; there are at most four at a time.
  await eventually(async () =>
    expect((await loadAttempts(jobId)).every(({ outcome }) => outcome === "failed")).toBe(true),
  );
  expect(receiver.requests.length).toBeLessThanOrEqual(10);
  expect((await pool().query("SELECT FROM attempts WHERE outcome IS NULL")).rowCount).toBe(0);
});
