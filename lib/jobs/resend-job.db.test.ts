import { expect, test } from "vitest";
import {
  advance,
  loadAttempts,
  loadJob,
  makeDeliveries,
  sendRequested,
  startResend,
  workOn,
} from "@/testing/jobs";
import { loadDelivery, makeWebhook, scope } from "@/testing/ledger";
import { behaviours, type Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { requestResend } from "../deliveries/request-resend";
import { sendManualAttempt } from "../deliveries/send-manual-attempt";
import { newId } from "../ids";
import { findRequestedResends } from "../slots/find-due";
import { advanceJob } from "./advance-job";
import { findUnattendedJobs, takeJobLease } from "./job-lease";
import { listJobItems } from "./queries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

async function makeFailedDeliveries(count: number) {
  const webhook = await makeWebhook({ url: receiver.url() });
  return { webhookId: webhook.id, traceIds: await makeDeliveries(webhook.id, count, "failed") };
}

const listReceivedTraceIds = () =>
  receiver.requests.map(({ headers }) => headers["x-hookledger-trace-id"]).sort();

test("a job resends each failed delivery of a webhook once, with one audit entry for all", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(7);
  const jobId = await startResend(webhookId);
  expect(await workOn(jobId)).toMatchObject({
    state: "finished",
    reason: null,
    total: 7,
    done: 7,
    succeeded: 7,
    failed: 0,
    released: 0,
    endedAt: expect.any(String),
  });
  expect(listReceivedTraceIds()).toEqual(traceIds);
  for (const traceId of traceIds) {
    const { state, attempts } = await loadDelivery(traceId);
    expect([state, attempts.length, attempts[0]?.requestedBy]).toEqual(["succeeded", 1, "Tests"]);
  }
  const entries = await prisma().auditEntry.findMany({ where: { targetId: { in: [jobId, ...traceIds] } } });
  expect(entries).toMatchObject([
    { action: "job.started", details: { filter: { webhookId }, deliveries: 7 } },
  ]);
});

test("a step that is repeated after a kill requests no attempt twice", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(6);
  const jobId = await startResend(webhookId, { rate: 3 });
  await advance(jobId);
  expect((await loadAttempts(jobId)).map(({ deliveryId }) => deliveryId)).toEqual(traceIds.slice(0, 3));
  await sendRequested(jobId);
  // Sets the cursor back, as if the attempts had been written without the new cursor.
  await pool().query("UPDATE jobs SET cursor = $2 WHERE id = $1", [jobId, traceIds[0]]);
  await pool().query("UPDATE deliveries SET state = 'failed', unsuccessful_state = 'failed' WHERE id = $1", [
    traceIds[0],
  ]);
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 6 });
  expect(listReceivedTraceIds()).toEqual(traceIds);
});

test("if two runs start at the same time, only one works on the job; even two concurrent steps share its rate", async () => {
  const { webhookId } = await makeFailedDeliveries(10);
  const jobId = await startResend(webhookId, { rate: 4 });
  const leases = (await Promise.all([takeJobLease(jobId), takeJobLease(jobId)])).filter(
    (lease) => lease !== null,
  );
  expect(leases).toHaveLength(1);
  const [lease = { jobId, token: newId() }] = leases;
  expect(await Promise.all([advanceJob(lease), advanceJob(lease)])).toEqual([true, true]);
  expect(await loadAttempts(jobId)).toHaveLength(4);
});

test("a run whose lease was taken over by another run does nothing more", async () => {
  const { webhookId } = await makeFailedDeliveries(2);
  const jobId = await startResend(webhookId);
  const lateLease = await takeJobLease(jobId);
  if (!lateLease) throw new Error("no lease");
  expect(await findUnattendedJobs()).not.toContain(jobId);
  await pool().query("UPDATE jobs SET lease_until = now() - interval '1 ms' WHERE id = $1", [jobId]);
  expect(await findUnattendedJobs()).toContain(jobId);
  const nextLease = await takeJobLease(jobId);
  expect(await advanceJob(lateLease)).toBe(false);
  expect(await loadAttempts(jobId)).toHaveLength(0);
  expect(nextLease && (await advanceJob(nextLease))).toBe(true);
  expect(await loadAttempts(jobId)).toHaveLength(2);
});

test("at most 200 attempts are requested at a time, in the order of the deliveries, whatever the rate", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(230);
  const jobId = await startResend(webhookId);
  for (let step = 0; step < 3; step += 1) await advance(jobId);
  expect((await loadAttempts(jobId)).map(({ deliveryId }) => deliveryId)).toEqual(traceIds.slice(0, 200));
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 230 });
  expect(listReceivedTraceIds()).toEqual(traceIds);
});

test("an attempt whose worker was killed is repeated, and the job counts only the repeated attempt", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(1);
  const jobId = await startResend(webhookId);
  await advance(jobId);
  const [requested] = await loadAttempts(jobId);
  receiver.respond(behaviours.hang);
  const interrupted = sendManualAttempt(requested?.id ?? "");
  await receiver.waitFor(1);
  await pool().query("UPDATE attempts SET lease_until = now() - interval '1 ms' WHERE id = $1", [
    requested?.id,
  ]);
  receiver.respond({ status: 200 });
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 1, failed: 0, done: 1 });
  const { attempts } = await loadDelivery(traceIds[0] ?? "");
  expect(attempts.map(({ outcome }) => outcome)).toEqual(["unknown", "succeeded"]);
  await receiver.close();
  await interrupted;
  expect(await loadJob(jobId)).toMatchObject({ succeeded: 1, failed: 0 });
});

test("a delivery that was accepted after the start of the job is not resent", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(2);
  const jobId = await startResend(webhookId, { rate: 1 });
  await advance(jobId);
  await makeDeliveries(webhookId, 2, "failed");
  expect(await workOn(jobId)).toMatchObject({ state: "finished", total: 2, succeeded: 2 });
  expect(listReceivedTraceIds()).toEqual(traceIds);
});

test("a resend that a user requests is sent before the resends of a job", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(40);
  const jobId = await startResend(webhookId);
  await advance(jobId);
  const resent = await requestResend(scope, traceIds[39] ?? "");
  const found = (await findRequestedResends(pool())).filter((one) => one.webhookId === webhookId);
  expect(found).toHaveLength(32);
  expect(resent).toMatchObject({ ok: true, attemptId: found[0]?.attemptId });
  await pool().query("DELETE FROM attempts WHERE outcome IS NULL");
});

test("the attempts of a job are listed page by page, all or by outcome", async () => {
  const { webhookId, traceIds } = await makeFailedDeliveries(5);
  const jobId = await startResend(webhookId);
  await advance(jobId);
  const [first] = await loadAttempts(jobId);
  receiver.respond({ status: 404 });
  await sendManualAttempt(first?.id ?? "");
  receiver.respond({ status: 200 });
  await workOn(jobId);
  const page = await listJobItems(scope, jobId, { limit: 3 });
  expect(page?.items.map(({ traceId }) => traceId)).toEqual(traceIds.slice(0, 3));
  const rest = await listJobItems(scope, jobId, { limit: 3, cursor: page?.nextCursor ?? "" });
  expect(rest?.items.map(({ traceId }) => traceId)).toEqual(traceIds.slice(3));
  expect(rest?.nextCursor).toBeNull();
  expect(await listJobItems(scope, jobId, { limit: 3, outcome: "failed" })).toMatchObject({
    items: [{ traceId: traceIds[0], outcome: "failed", responseCode: 404, errorCode: "http_404", webhookId }],
  });
  expect(await listJobItems(scope, newId(), { limit: 3 })).toBeNull();
});
