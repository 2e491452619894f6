import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { behaviours, type Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { newId, readIdTime } from "../ids";
import { findRequestedResends } from "../slots/find-due";
import { updateWebhook } from "../webhooks/update-webhook";
import { recordInterruptedAttempts } from "./record-interrupted";
import { requestResend } from "./request-resend";
import { countResendableFailures, findResendObstacles } from "./resend-obstacles";
import { sendManualAttempt } from "./send-manual-attempt";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

async function requestAttempt(traceId: string, requestId?: string) {
  const requested = await requestResend(scope, traceId, { requestId });
  if (!requested.ok) throw new Error(requested.message);
  return requested.attemptId;
}

/** Creates a webhook and a delivery for it, and attempts the delivery once. */
async function attemptOneDelivery(settings: Record<string, unknown> = {}) {
  const webhook = await makeWebhook({ url: receiver.url(), ...settings });
  const [traceId = ""] = await postEvent();
  await attemptDue();
  return { webhook, traceId };
}

test("a resend is a manual attempt with identical bytes and the same trace ID; the schedule does not change", async () => {
  receiver.respond({ status: 500 });
  const { traceId } = await attemptOneDelivery({ retryDelays: [3_600] });
  const deliveryBefore = await loadDelivery(traceId);
  receiver.respond({ status: 200 });
  const attemptId = await requestAttempt(traceId);
  expect(await sendManualAttempt(attemptId)).toBe(true);
  const [scheduled, manual] = receiver.requests;
  expect(receiver.requests).toHaveLength(2);
  expect(manual?.body).toEqual(scheduled?.body);
  expect(manual?.headers["x-hookledger-trace-id"]).toBe(traceId);
  expect(manual?.headers["x-hookledger-attempt"]).toBe("manual");
  const deliveryAfter = await loadDelivery(traceId);
  expect(deliveryAfter).toMatchObject({
    state: "pending",
    attemptCount: 1,
    nextAttemptAt: deliveryBefore.nextAttemptAt,
  });
  expect(deliveryAfter.attempts).toMatchObject([
    { number: 1, manual: false, outcome: "failed" },
    {
      id: attemptId,
      number: null,
      manual: true,
      requestedBy: "Tests",
      outcome: "succeeded",
      responseCode: 200,
    },
  ]);
});

test("a successful delivery can be resent any number of times; each requested resend is sent once", async () => {
  const { traceId } = await attemptOneDelivery();
  for (const attemptId of [await requestAttempt(traceId), await requestAttempt(traceId)]) {
    await Promise.all([sendManualAttempt(attemptId), sendManualAttempt(attemptId)]);
    expect(await sendManualAttempt(attemptId)).toBe(false);
  }
  expect(receiver.requests).toHaveLength(3);
});

test("a resend requested twice with the same request ID (a double click) is recorded once", async () => {
  const { traceId } = await attemptOneDelivery();
  const requestId = newId();
  const [first, second] = await Promise.all([
    requestAttempt(traceId, requestId),
    requestAttempt(traceId, requestId),
  ]);
  expect(second).toBe(first);
  expect((await loadDelivery(traceId)).attempts).toHaveLength(2);
  expect(await prisma().auditEntry.count({ where: { targetId: traceId } })).toBe(1);
});

test("whatever UUID a client sends as request ID, even one that exists, the attempt has a new ID and is sent once", async () => {
  receiver.respond({ status: 200, body: "kept" });
  const { traceId } = await attemptOneDelivery();
  const other = await attemptOneDelivery();
  const existing = (await loadDelivery(traceId)).attempts[0]?.id ?? "";
  const requestIds = [randomUUID(), traceId, other.traceId, existing, "ffffffff-ffff-ffff-ffff-ffffffffffff"];
  const sentBefore = receiver.requests.length;
  const attemptIds: string[] = [];
  for (const requestId of requestIds) {
    const attemptId = await requestAttempt(traceId, requestId);
    expect(Math.abs(readIdTime(attemptId) - Date.now())).toBeLessThan(60_000);
    expect(await sendManualAttempt(attemptId)).toBe(true);
    attemptIds.push(attemptId);
  }
  expect(new Set([...attemptIds, ...requestIds]).size).toBe(10);
  expect(receiver.requests.length - sentBefore).toBe(5);
  const manual = (await loadDelivery(traceId)).attempts.filter((attempt) => attempt.manual);
  expect(manual.map(({ outcome }) => outcome)).toEqual(Array(5).fill("succeeded"));
});

test("a successful resend turns a failed delivery into a succeeded one; a failed resend changes nothing", async () => {
  receiver.respond({ status: 500 });
  const { traceId } = await attemptOneDelivery({ retryDelays: [] });
  await sendManualAttempt(await requestAttempt(traceId));
  expect((await loadDelivery(traceId)).state).toBe("failed");
  receiver.respond({ status: 200 });
  await sendManualAttempt(await requestAttempt(traceId));
  expect(await loadDelivery(traceId)).toMatchObject({
    state: "succeeded",
    attemptCount: 1,
    stateReason: null,
  });
});

test("a successful resend turns a held delivery into a succeeded one, unless a worker is sending it; a failed one changes nothing", async () => {
  receiver.respond({ status: 500 });
  const { traceId, webhook } = await attemptOneDelivery({ retryDelays: [3_600] });
  await updateWebhook(scope, webhook.id, { state: "disabled" });
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "paused" } });
  await sendManualAttempt(await requestAttempt(traceId));
  expect((await loadDelivery(traceId)).state).toBe("held");
  receiver.respond({ status: 200 });
  const lease = "lease_token = gen_random_uuid(), lease_until = now() - interval '1 ms', attempt_count = 2";
  await pool().query(`UPDATE open_deliveries SET ${lease} WHERE delivery_id = $1`, [traceId]);
  await sendManualAttempt(await requestAttempt(traceId));
  expect((await loadDelivery(traceId)).state).toBe("held");
  await recordInterruptedAttempts();
  await sendManualAttempt(await requestAttempt(traceId));
  expect(await loadDelivery(traceId)).toMatchObject({
    state: "succeeded",
    attemptCount: 2,
    stateReason: null,
    completedAt: expect.any(String),
  });
  await updateWebhook(scope, webhook.id, { state: "enabled", heldDeliveries: "deliver" });
  expect(await attemptDue()).toEqual(new Map());
});

test("a resend interrupted by a kill has an unknown outcome and is repeated once, as a new attempt", async () => {
  const { traceId } = await attemptOneDelivery();
  const attemptId = await requestAttempt(traceId);
  receiver.respond(behaviours.hang);
  const interruptedAttempt = sendManualAttempt(attemptId);
  await receiver.waitFor(2);
  await pool().query("UPDATE attempts SET lease_until = now() - interval '1 ms' WHERE id = $1", [attemptId]);
  receiver.respond({ status: 200 });
  expect(await findRequestedResends(pool())).toContainEqual(expect.objectContaining({ attemptId }));
  await sendManualAttempt(attemptId);
  expect((await loadDelivery(traceId)).attempts).toMatchObject([
    { number: 1 },
    { id: attemptId, manual: true, outcome: "unknown" },
    { manual: true, requestedBy: "Tests", outcome: "succeeded" },
  ]);
  await receiver.close();
  await interruptedAttempt;
  expect(await prisma().attempt.findFirst({ where: { id: attemptId } })).toMatchObject({
    outcome: "unknown",
  });
});

test("a resend waits while its webhook's settings cannot be read, and no other attempt is recorded meanwhile", async () => {
  const { traceId, webhook } = await attemptOneDelivery();
  const attemptId = await requestAttempt(traceId);
  await prisma().webhook.update({ where: { id: webhook.id }, data: { dialect: "of a later version" } });
  expect(await sendManualAttempt(attemptId)).toBe(false);
  expect(await findRequestedResends(pool())).toContainEqual(expect.objectContaining({ attemptId }));
  await prisma().webhook.update({ where: { id: webhook.id }, data: { dialect: webhook.dialect } });
  expect(await sendManualAttempt(attemptId)).toBe(true);
  expect((await loadDelivery(traceId)).attempts).toMatchObject([
    { number: 1 },
    { id: attemptId, manual: true, outcome: "succeeded" },
  ]);
});

test("a resend is rejected if the delivery is unknown or has no body, or its webhook is disabled", async () => {
  expect(await requestResend(scope, newId())).toMatchObject({ ok: false, rejected: "not_found" });
  expect(await requestResend(scope, "'; --")).toMatchObject({ ok: false, rejected: "not_found" });
  const { traceId, webhook } = await attemptOneDelivery();
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "disabled" } });
  expect(await requestResend(scope, traceId)).toMatchObject({ rejected: "webhook_disabled" });
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "paused" } });
  expect(await requestResend(scope, traceId)).toMatchObject({ ok: true });
  await prisma().body.delete({ where: { id: traceId } });
  expect(await requestResend(scope, traceId)).toMatchObject({ rejected: "body_removed" });
});

test("a page can read which of its deliveries cannot be resent, and how many failed deliveries of an entity can be", async () => {
  receiver.respond({ status: 500 });
  const entityId = "obstacles";
  const [, webhookIdWithoutBody = "", disabledWebhookId = "", deletedWebhookId = ""] = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const { id } = await makeWebhook({ url: receiver.url(), triggers: ["LoanStatusChanged"] });
      return id;
    }),
  );
  const traceIds = await postEvent({ type: "LoanStatusChanged", entityId });
  const deliveries = await prisma().delivery.findMany({ where: { id: { in: traceIds } } });
  const findDeliveryId = (webhookId: string) =>
    deliveries.find((delivery) => delivery.webhookId === webhookId)?.id ?? "";
  await pool().query(
    "UPDATE deliveries SET state = 'failed', unsuccessful_state = 'failed' WHERE id = ANY($1)",
    [traceIds],
  );
  const entity = { entityType: deliveries[0]?.entityType ?? "", entityId };
  expect(await countResendableFailures(scope, entity, 10)).toBe(4);
  expect(await countResendableFailures(scope, entity, 3)).toBe(3);
  await prisma().body.delete({ where: { id: findDeliveryId(webhookIdWithoutBody) } });
  await prisma().webhook.update({ where: { id: disabledWebhookId }, data: { state: "disabled" } });
  await prisma().webhook.update({ where: { id: deletedWebhookId }, data: { deletedAt: new Date() } });
  expect(await countResendableFailures(scope, entity, 10)).toBe(1);
  expect(await findResendObstacles(scope, traceIds)).toEqual(
    new Map([
      [findDeliveryId(webhookIdWithoutBody), expect.stringContaining("its body was removed")],
      [findDeliveryId(disabledWebhookId), expect.stringContaining("is disabled")],
      [findDeliveryId(deletedWebhookId), expect.stringContaining("was deleted")],
    ]),
  );
});
