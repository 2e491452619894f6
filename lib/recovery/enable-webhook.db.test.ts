import { expect, test, vi } from "vitest";
import { requestJob, startResend, workOn } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { sendManualAttempt } from "../deliveries/send-manual-attempt";
import { newId } from "../ids";
import { cancelJob, pauseJob } from "../jobs/change-job";
import { listJobs } from "../jobs/queries";
import { Forbidden, makeScope } from "../scope/scope";
import { findRequestedResends } from "../slots/find-due";
import { updateWebhook } from "../webhooks/update-webhook";
import { enableWebhook, planEnable } from "./enable-webhook";
import { probeReceiver } from "./probe-receiver";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

/** Makes a paused webhook with failed deliveries, the last of which paused it, and held ones. Afterwards, its receiver returns 200. */
async function makePausedWebhook({ failed, held }: { failed: number; held: number }) {
  const { id } = await makeWebhook({
    url: receiver.url(),
    retryDelays: [],
    timeoutSeconds: 1,
    failurePolicy: { kind: "failures", count: failed },
  });
  receiver.respond({ status: 500 });
  const traceIds: string[] = [];
  for (let count = 0; count < failed + held; count += 1) traceIds.push(...(await postEvent()));
  for (const traceId of traceIds.slice(0, failed)) await attemptDue([traceId]);
  receiver.respond({ status: 200 });
  receiver.requests.length = 0;
  return { id, failed: traceIds.slice(0, failed), held: traceIds.slice(failed) };
}

/** Waits until a manual attempt is requested, and sends it as a worker does. */
async function sendRequested() {
  const [attemptId = ""] = await vi.waitFor(async () => {
    const found = await findRequestedResends(pool());
    if (found.length === 0) throw new Error("nothing is requested");
    return found.map((one) => one.attemptId);
  });
  await sendManualAttempt(attemptId);
}

const listSentTraceIds = () => receiver.requests.map(({ headers }) => headers["x-hookledger-trace-id"]);
const loadState = async (id: string) => (await prisma().webhook.findUniqueOrThrow({ where: { id } })).state;

test("the delivery that caused the pause tests the receiver; then a job releases the held deliveries and resends the failed ones", async () => {
  const { id, failed, held } = await makePausedWebhook({ failed: 3, held: 2 });
  expect(await planEnable(scope, id)).toEqual({
    ok: true,
    plan: {
      held: 2,
      failed: 3,
      oldestFailed: expect.any(String),
      excluded: 0,
      rate: 50,
      test: { traceId: failed[2], state: "failed" },
    },
  });
  const enabling = enableWebhook(scope, id, { test: true, resendFailed: true });
  await sendRequested();
  const enabled = await enabling;
  expect(enabled).toMatchObject({
    enabled: true,
    test: { traceId: failed[2], outcome: "succeeded", responseCode: 200, error: null },
    jobId: expect.any(String),
  });
  expect((await loadDelivery(failed[2] ?? "")).state).toBe("succeeded");
  expect(await loadState(id)).toBe("enabled");
  const jobId = enabled.ok && enabled.enabled ? (enabled.jobId ?? "") : "";
  expect(await workOn(jobId)).toMatchObject({ state: "finished", total: 4, released: 2, succeeded: 2 });
  await attemptDue();
  expect(listSentTraceIds().sort()).toEqual([...failed, ...held].sort());
});

test("while the receiver still fails, only the test is sent, and the webhook stays paused", async () => {
  const { id, failed, held } = await makePausedWebhook({ failed: 1, held: 2 });
  receiver.respond({ status: 503 });
  const enabling = enableWebhook(scope, id, { test: true, resendFailed: true });
  await sendRequested();
  expect(await enabling).toEqual({
    ok: true,
    enabled: false,
    test: {
      traceId: failed[0],
      attemptId: expect.any(String),
      outcome: "failed",
      responseCode: 503,
      durationMs: expect.any(Number),
      error: { code: "http_503", message: expect.stringContaining("503") },
    },
  });
  expect(listSentTraceIds()).toEqual(failed);
  expect(await loadState(id)).toBe("paused");
  expect((await listJobs(scope, { limit: 1, webhookId: id })).items).toEqual([]);
  // The webhook can be enabled without a test, and without resending the failed delivery.
  const enabledWithoutTest = await enableWebhook(scope, id, { test: false, resendFailed: false });
  expect(enabledWithoutTest).toMatchObject({ enabled: true, test: null });
  const jobId = enabledWithoutTest.ok && enabledWithoutTest.enabled ? (enabledWithoutTest.jobId ?? "") : "";
  expect(await workOn(jobId)).toMatchObject({ total: held.length, released: held.length });
});

test("if the failed delivery has no body, the oldest held delivery tests the receiver; it succeeds and is not sent again", async () => {
  const { id, failed, held } = await makePausedWebhook({ failed: 1, held: 2 });
  await pool().query("DELETE FROM bodies WHERE id = $1", failed);
  const probing = probeReceiver(scope, id);
  await sendRequested();
  expect(await probing).toMatchObject({ ok: true, probe: { traceId: held[0], outcome: "succeeded" } });
  expect(await loadDelivery(held[0] ?? "")).toMatchObject({ state: "succeeded", stateReason: null });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "deliver" });
  await attemptDue();
  expect(listSentTraceIds()).toEqual(held);
});

test("a webhook whose only delivery is sent as the test is enabled without a job", async () => {
  const { id } = await makePausedWebhook({ failed: 1, held: 0 });
  const enabling = enableWebhook(scope, id, { test: true, resendFailed: true });
  await sendRequested();
  expect(await enabling).toMatchObject({ enabled: true, test: { outcome: "succeeded" }, jobId: null });
  expect(await loadState(id)).toBe("enabled");
  // Enabling it again neither tests the receiver, because there is no delivery, nor starts a job.
  expect(await enableWebhook(scope, id, { test: true, resendFailed: true })).toMatchObject({
    enabled: true,
    test: null,
    jobId: null,
  });
});

/** Pauses the webhook of a job by a failed delivery, before the job takes a step. Afterwards, the receiver responds with 200. */
async function pauseByFailure(jobId: string) {
  receiver.respond({ status: 500 });
  const [failedId = ""] = await postEvent();
  await attemptDue([failedId]);
  receiver.respond({ status: 200 });
  receiver.requests.length = 0;
  expect(await workOn(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_paused" } });
  return failedId;
}

async function startRelease(webhookId: string): Promise<string> {
  const started = await requestJob({ kind: "release-held", filter: { webhookId }, enable: true });
  if (!started.ok || !started.job) throw new Error(JSON.stringify(started));
  return started.job.id;
}

test("a release job that paused with its webhook is resumed, and also releases deliveries that became held after its start", async () => {
  const { id, held } = await makePausedWebhook({ failed: 1, held: 2 });
  const jobId = await startRelease(id);
  const failedId = await pauseByFailure(jobId);
  await postEvent();
  const enabling = enableWebhook(scope, id, { test: true, resendFailed: false });
  await sendRequested();
  expect(await enabling).toMatchObject({ enabled: true, test: { traceId: failedId }, jobId });
  expect(await loadState(id)).toBe("enabled");
  expect(await workOn(jobId)).toMatchObject({ state: "finished", total: 3, released: 3 });
  await attemptDue();
  expect(listSentTraceIds()).toHaveLength(4);
  expect(listSentTraceIds()).toEqual(expect.arrayContaining([failedId, ...held]));
});

test("a paused resend job, or a job that a user paused, stays paused, and the rejection says to resume or cancel it", async () => {
  const { id } = await makePausedWebhook({ failed: 1, held: 1 });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "keep" });
  const resend = await startResend(id);
  await pauseByFailure(resend);
  const paused = { rejected: "job_open", openJobPaused: true, message: expect.stringContaining("Resume it") };
  const options = { test: false, resendFailed: false };
  expect(await enableWebhook(scope, id, options)).toMatchObject({ ...paused, openJobId: resend });
  expect(await loadState(id)).toBe("paused");
  await cancelJob(scope, resend);
  const release = await startRelease(id);
  await pauseJob(scope, release);
  expect(await enableWebhook(scope, id, options)).toMatchObject({ ...paused, openJobId: release });
});

test("a test that no worker sends in time has no outcome, and does not enable the webhook", async () => {
  const { id, failed } = await makePausedWebhook({ failed: 1, held: 1 });
  const probed = await probeReceiver(scope, id, -1_000);
  expect(probed).toMatchObject({ ok: true, probe: { traceId: failed[0], outcome: null, error: null } });
  await sendRequested();
  expect((await loadDelivery(failed[0] ?? "")).state).toBe("succeeded");
  expect(await loadState(id)).toBe("paused");
});

test("a test is rejected if the webhook is unknown, disabled or has no delivery to send, or a permission is missing", async () => {
  expect(await probeReceiver(scope, newId())).toMatchObject({ rejected: "not_found" });
  expect(await probeReceiver(scope, "no ID")).toMatchObject({ rejected: "not_found" });
  const { id } = await makePausedWebhook({ failed: 1, held: 1 });
  for (const permission of ["webhooks:write", "deliveries:resend"] as const) {
    const limitedScope = makeScope({ actor: scope.actor, partnerId: null, permissions: [permission] });
    await expect(probeReceiver(limitedScope, id)).rejects.toThrow(Forbidden);
  }
  await updateWebhook(scope, id, { state: "disabled" });
  expect(await probeReceiver(scope, id)).toMatchObject({ rejected: "webhook_disabled" });
  const { id: idWithoutDeliveries } = await makeWebhook({ url: receiver.url() });
  expect(await probeReceiver(scope, idWithoutDeliveries)).toMatchObject({ rejected: "nothing_to_send" });
});
