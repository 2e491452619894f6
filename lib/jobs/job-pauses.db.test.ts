import { expect, test } from "vitest";
import {
  advance,
  loadAttempts,
  loadJob,
  makeDeliveries,
  requestJob,
  sendRequested,
  startResend,
  workOn,
} from "@/testing/jobs";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { prisma } from "../db";
import { sendManualAttempt } from "../deliveries/send-manual-attempt";
import { newId } from "../ids";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { updateWebhook } from "../webhooks/update-webhook";
import { cancelJob, pauseJob, resumeJob } from "./change-job";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

async function startJobFor(count: number, settings: Record<string, unknown> = {}) {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), ...settings });
  const traceIds = await makeDeliveries(webhookId, count, "failed");
  return { webhookId, traceIds, jobId: await startResend(webhookId) };
}

/** Loads the outcomes of the job's attempts. */
const loadOutcomes = async (jobId: string) => (await loadAttempts(jobId)).map(({ outcome }) => outcome);

test("a job pauses itself after five failures in a row, sends nothing more, and continues when it is resumed", async () => {
  const { jobId, webhookId } = await startJobFor(12);
  receiver.respond({ status: 500 });
  await advance(jobId);
  await sendRequested(jobId);
  expect(await loadJob(jobId)).toMatchObject({
    state: "paused",
    reason: { code: "receiver_failing", message: expect.stringContaining("Check the receiver") },
    done: 5,
    failed: 5,
    total: 12,
    endedAt: null,
  });
  expect(await loadOutcomes(jobId)).toEqual(Array(5).fill("failed"));
  expect(await advance(jobId)).toBe(false);
  expect((await prisma().webhook.findUniqueOrThrow({ where: { id: webhookId } })).state).toBe("enabled");
  receiver.respond({ status: 200 });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: true, job: { state: "running", reason: null } });
  expect(await workOn(jobId)).toMatchObject({ state: "finished", failed: 5, succeeded: 7, done: 12 });
  expect(receiver.requests).toHaveLength(12);
});

test("a success between failures keeps the job running", async () => {
  const { jobId } = await startJobFor(9);
  await advance(jobId);
  for (const [index, { id }] of (await loadAttempts(jobId)).entries()) {
    receiver.respond({ status: index === 4 ? 200 : 500 });
    await sendManualAttempt(id);
  }
  expect(await loadJob(jobId)).toMatchObject({ state: "running", failed: 8, succeeded: 1 });
});

test("a resumed job counts attempts that it requests again, even if later attempts ended before the pause", async () => {
  const { jobId } = await startJobFor(3);
  await advance(jobId);
  const [first, , third] = await loadAttempts(jobId);
  for (const attempt of [first, third]) await sendManualAttempt(attempt?.id ?? "");
  await pauseJob(scope, jobId);
  await resumeJob(scope, jobId);
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 3, done: 3, total: 3 });
});

test("a job pauses when a failed delivery pauses its webhook; after it is resumed, it sends to the paused webhook", async () => {
  const { jobId, webhookId } = await startJobFor(3, { retryDelays: [] });
  await advance(jobId);
  expect(await loadOutcomes(jobId)).toEqual([null, null, null]);
  receiver.respond({ status: 500 });
  await attemptDue(await postEvent());
  expect((await prisma().webhook.findUniqueOrThrow({ where: { id: webhookId } })).state).toBe("paused");
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_paused" } });
  expect(await loadOutcomes(jobId)).toEqual([]);
  receiver.respond({ status: 200 });
  await resumeJob(scope, jobId);
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 3 });
});

test("a job pauses when its webhook is disabled, and cannot be resumed before the webhook is enabled", async () => {
  const { jobId, webhookId } = await startJobFor(2);
  await updateWebhook(scope, webhookId, { state: "disabled" });
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_disabled" } });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: false, rejected: "job_blocked" });
  expect(await loadJob(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_disabled" } });
  await updateWebhook(scope, webhookId, { state: "enabled" });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: true });
  expect(await workOn(jobId)).toMatchObject({ state: "finished", succeeded: 2 });
});

test("a job whose webhook is deleted fails", async () => {
  const { jobId, webhookId } = await startJobFor(2);
  await deleteWebhook(scope, webhookId);
  expect(await workOn(jobId)).toMatchObject({ state: "failed", reason: { code: "webhook_deleted" } });
  expect(receiver.requests).toHaveLength(0);
});

test("a canceled job sends nothing more, and another job can then work on its webhook", async () => {
  const { jobId, webhookId } = await startJobFor(3);
  await advance(jobId);
  const [first] = await loadAttempts(jobId);
  await sendManualAttempt(first?.id ?? "");
  expect(await requestJob({ kind: "resend", filter: { webhookId } })).toMatchObject({
    ok: false,
    rejected: "job_open",
    message: expect.stringContaining(`/api/v1/jobs/${jobId}`),
  });
  expect(await cancelJob(scope, jobId)).toMatchObject({
    ok: true,
    job: { state: "cancelled", succeeded: 1, total: 3 },
  });
  expect(await advance(jobId)).toBe(false);
  expect(await loadOutcomes(jobId)).toEqual(["succeeded"]);
  expect(await cancelJob(scope, jobId)).toMatchObject({
    ok: false,
    rejected: "job_ended",
    message: expect.stringContaining("cancelled"),
  });
  expect(await workOn(await startResend(webhookId))).toMatchObject({ state: "finished", total: 2 });
});

test("pausing a paused job, resuming a running job, and changing an ended or unknown job are rejected", async () => {
  const { jobId } = await startJobFor(1);
  expect(await resumeJob(scope, jobId)).toMatchObject({ rejected: "job_running" });
  expect(await pauseJob(scope, jobId)).toMatchObject({
    ok: true,
    job: { reason: { code: "paused_by_user" } },
  });
  expect(await pauseJob(scope, jobId)).toMatchObject({ rejected: "job_paused" });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: true });
  expect(await workOn(jobId)).toMatchObject({ state: "finished" });
  for (const change of [cancelJob, pauseJob, resumeJob]) {
    expect(await change(scope, jobId)).toMatchObject({ rejected: "job_ended" });
    expect(await change(scope, newId())).toMatchObject({ rejected: "not_found" });
    expect(await change(scope, "'; --")).toMatchObject({ rejected: "not_found" });
  }
  const entries = await prisma().auditEntry.findMany({ where: { targetId: jobId }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(["job.started", "job.paused", "job.resumed"]);
});
