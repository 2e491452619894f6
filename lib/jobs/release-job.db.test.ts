import { expect, test, vi } from "vitest";
import { advance, loadJob, requestJob, sendRequested } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { prisma } from "../db";
import { findEventTimeline } from "../events/timeline/queries";
import { type Forbidden, makeScope } from "../scope/scope";
import { updateWebhook } from "../webhooks/update-webhook";
import { resumeJob } from "./change-job";
import * as counting from "./count-matching";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

/** Makes a paused webhook with this many held deliveries and one failed delivery, the oldest. */
async function makePausedWebhook(held: number) {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const traceIds: string[] = [];
  for (let count = 0; count <= held; count += 1) traceIds.push(...(await postEvent()));
  receiver.respond({ status: 500 });
  await attemptDue(traceIds.slice(0, 1));
  receiver.respond({ status: 200 });
  return { webhookId, traceIds };
}

async function startRelease(webhookId: string, input: Record<string, unknown> = {}) {
  const created = await requestJob({ kind: "release-held", filter: { webhookId }, ...input });
  if (!created.ok || !created.job) throw new Error(JSON.stringify(created));
  return created.job.id;
}

const loadWebhookState = async (id: string) =>
  (await prisma().webhook.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const loadStates = async (traceIds: string[]) =>
  Promise.all(traceIds.map(async (traceId) => (await loadDelivery(traceId)).state));

test("a job enables the webhook, releases the held deliveries at its rate and resends the failed one", async () => {
  const { webhookId, traceIds } = await makePausedWebhook(5);
  expect(await loadStates(traceIds)).toEqual(["failed", ...Array(5).fill("held")]);
  const jobId = await startRelease(webhookId, { enable: true, resendFailed: true, rate: 3 });
  expect(await loadWebhookState(webhookId)).toBe("enabled");
  expect(await loadStates(traceIds)).toEqual(["failed", ...Array(5).fill("held")]);
  await advance(jobId);
  expect(await loadStates(traceIds)).toEqual(["failed", "pending", "pending", "held", "held", "held"]);
  await sendRequested(jobId);
  await attemptDue();
  expect(await loadJob(jobId)).toMatchObject({
    total: 6,
    done: 3,
    released: 2,
    succeeded: 1,
    state: "running",
  });
  while (await advance(jobId)) await sendRequested(jobId);
  await attemptDue();
  expect(await loadJob(jobId)).toMatchObject({
    state: "finished",
    total: 6,
    done: 6,
    released: 5,
    succeeded: 1,
  });
  expect(await loadStates(traceIds)).toEqual(Array(6).fill("succeeded"));
  const received = receiver.requests.map(({ headers }) => headers["x-hookledger-trace-id"]);
  expect(received.sort()).toEqual([traceIds[0], ...traceIds].sort());
});

test("the timeline says when a job released a delivery, and who requested the job", async () => {
  const { webhookId, traceIds } = await makePausedWebhook(1);
  const { eventId } = await loadDelivery(traceIds[1] ?? "");
  const jobId = await startRelease(webhookId, { enable: true });
  const listKinds = async () => (await findEventTimeline(scope, eventId))?.steps.map(({ kind }) => kind);
  expect(await listKinds()).toEqual(["received", "matched", "held"]);
  await advance(jobId);
  await attemptDue();
  expect(await listKinds()).toEqual(["received", "matched", "held", "released", "attempt", "delivered"]);
  const { steps = [] } = (await findEventTimeline(scope, eventId)) ?? {};
  expect(steps[3]).toMatchObject({ kind: "released", by: "Tests" });
});

test("without resendFailed, the failed delivery is not resent", async () => {
  const { webhookId, traceIds } = await makePausedWebhook(2);
  const jobId = await startRelease(webhookId, { enable: true });
  expect(await advance(jobId)).toBe(true);
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({ state: "finished", total: 2, released: 2, done: 2 });
  expect(await loadStates(traceIds)).toEqual(["failed", "pending", "pending"]);
});

test("when the webhook is paused again, the job pauses; after it is resumed, it releases the remaining deliveries", async () => {
  const { webhookId, traceIds } = await makePausedWebhook(4);
  const jobId = await startRelease(webhookId, { enable: true, rate: 2 });
  await advance(jobId);
  receiver.respond({ status: 500 });
  await attemptDue([traceIds[1] ?? ""]);
  expect(await loadStates(traceIds)).toEqual(["failed", "failed", "held", "held", "held"]);
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_paused" } });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: false, rejected: "job_blocked" });
  await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries: "keep" });
  receiver.respond({ status: 200 });
  // Two deliveries were released; one of them is held again.
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: true, job: { total: 5, released: 2 } });
  while (await advance(jobId)) await attemptDue();
  expect(await loadJob(jobId)).toMatchObject({ state: "finished", total: 5, done: 5, released: 5 });
  await attemptDue();
  expect(await loadStates(traceIds)).toEqual(["failed", "failed", "succeeded", "succeeded", "succeeded"]);
});

test("no further deliveries are released while many deliveries of the webhook are due", async () => {
  const { webhookId } = await makePausedWebhook(1);
  const jobId = await startRelease(webhookId, { enable: true });
  await prisma().$executeRaw`
    INSERT INTO open_deliveries (delivery_id, webhook_id, due_at)
    SELECT gen_random_uuid(), ${webhookId}::uuid, now() FROM generate_series(1, 200)`;
  expect(await advance(jobId)).toBe(true);
  expect(await loadJob(jobId)).toMatchObject({ released: 0 });
  await prisma()
    .$executeRaw`DELETE FROM open_deliveries WHERE webhook_id = ${webhookId}::uuid AND due_at IS NOT NULL`;
  await advance(jobId);
  expect(await loadJob(jobId)).toMatchObject({ released: 1 });
});

test("a release job for a paused webhook requires `enable`, which requires the permission webhooks:write", async () => {
  const { webhookId } = await makePausedWebhook(1);
  const input = { kind: "release-held", filter: { webhookId } };
  expect(await requestJob(input)).toMatchObject({ ok: false, rejected: "webhook_not_enabled" });
  const resender = makeScope({ ...scope, permissions: ["deliveries:resend"] });
  await expect(requestJob({ ...input, enable: true }, resender)).rejects.toMatchObject({
    permission: "webhooks:write",
  } satisfies Partial<Forbidden>);
  expect(await loadWebhookState(webhookId)).toBe("paused");
});

test("deliveries that are held while a job is being counted are released when the job enables the webhook", async () => {
  const { webhookId } = await makePausedWebhook(2);
  const count = counting.countMatching;
  let lateIds: string[] = [];
  const countSpy = vi.spyOn(counting, "countMatching").mockImplementation(async (...args) => {
    const result = await count(...args);
    await postEvent();
    const held = await prisma().delivery.findMany({
      where: { webhookId, state: "held" },
      orderBy: { id: "desc" },
      take: 1,
    });
    lateIds = held.map(({ id }) => id);
    return result;
  });
  await startRelease(webhookId, { enable: true });
  countSpy.mockRestore();
  expect(lateIds).toHaveLength(1);
  expect(await loadStates(lateIds)).toEqual(["pending"]);
});
