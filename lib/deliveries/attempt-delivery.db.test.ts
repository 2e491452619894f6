import { createHmac } from "node:crypto";
import { expect, test, vi } from "vitest";
import {
  attemptDue,
  attemptUntilDone,
  claimDue,
  loadDelivery,
  makeDue,
  makeWebhook,
  postEvent,
  scope,
} from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { resetEnv } from "../env";
import { describeStateReason } from "../reasons/describe";
import { updateWebhook } from "../webhooks/update-webhook";
import { giveBack } from "./claim-deliveries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const createDelivery = async () => (await postEvent())[0] as string;

test("a delivery arrives signed and succeeds, and its attempt is recorded", async () => {
  const webhook = await makeWebhook({ url: receiver.url("/hook"), headers: { "X-Team": "secret value" } });
  const traceId = await createDelivery();
  await attemptDue();
  const [request] = receiver.requests;
  expect(JSON.parse(String(request?.body))).toEqual({
    id: traceId,
    eventName: "OpportunityUpdated",
    entity: "Opportunity",
    entityId: "o-1",
  });
  const signature = createHmac("sha256", webhook.key)
    .update(request?.body ?? "")
    .digest("base64");
  expect(request?.headers).toMatchObject({
    "x-pl-signature": signature,
    "x-team": "secret value",
    "x-hookledger-trace-id": traceId,
    "x-hookledger-attempt": "1",
    "content-type": "application/json",
  });
  const deliveryAfter = await loadDelivery(traceId);
  expect(deliveryAfter).toMatchObject({
    state: "succeeded",
    attemptCount: 1,
    nextAttemptAt: null,
    lastResponseCode: 200,
  });
  expect(deliveryAfter.attempts).toMatchObject([
    {
      number: 1,
      manual: false,
      outcome: "succeeded",
      responseCode: 200,
      destinationIp: "127.0.0.1",
      error: null,
    },
  ]);
  expect(deliveryAfter.attempts[0]?.requestHeaders).toMatchObject({
    "X-Team": "********",
    "X-PL-Signature": signature,
  });
});

test("after six failed attempts with the same bytes, the delivery fails and its webhook is paused; later deliveries are held", async () => {
  receiver.respond({ status: 500 });
  const webhook = await makeWebhook({ url: receiver.url(), retryDelays: [1, 1, 1, 1, 1] });
  const traceId = await createDelivery();
  const outcomes = await attemptUntilDone(traceId);
  expect(outcomes.at(-1)).toEqual({ kind: "failed", effect: "paused" });
  expect(receiver.requests).toHaveLength(6);
  expect(new Set(receiver.requests.map((request) => String(request.body))).size).toBe(1);
  expect(receiver.requests.map((request) => request.headers["x-hookledger-attempt"])).toEqual([..."123456"]);
  const failedDelivery = await loadDelivery(traceId);
  expect(failedDelivery).toMatchObject({
    state: "failed",
    attemptCount: 6,
    stateReason: expect.stringContaining("500"),
  });
  expect(new Set(failedDelivery.attempts.map((attempt) => attempt.id)).size).toBe(6);
  expect(await prisma().webhook.findUnique({ where: { id: webhook.id } })).toMatchObject({
    state: "paused",
    pausedByDelivery: traceId,
  });
  expect(await postEvent()).toEqual([]);
  const [held] = await prisma().delivery.findMany({ where: { webhookId: webhook.id, state: "held" } });
  expect(await loadDelivery(held?.id ?? "")).toMatchObject({ nextAttemptAt: null, attemptCount: 0 });
});

test("however many worker loops claim deliveries at the same time, each delivery is sent once", async () => {
  await makeWebhook({ url: receiver.url() });
  const traceIds = [await createDelivery(), await createDelivery(), await createDelivery()];
  await Promise.all(Array.from({ length: 8 }, () => attemptDue().catch(() => {}))); // Only one loop at a time can have the slot.
  await attemptDue();
  expect(receiver.requests).toHaveLength(3);
  for (const traceId of traceIds) {
    expect(await loadDelivery(traceId)).toMatchObject({
      state: "succeeded",
      attempts: [{ outcome: "succeeded" }],
    });
  }
});

test("a retry is not claimed before its time", async () => {
  receiver.respond({ status: 500 });
  await makeWebhook({ url: receiver.url(), retryDelays: [3_600] });
  const traceId = await createDelivery();
  expect((await attemptDue()).get(traceId)).toMatchObject({ kind: "retry" });
  expect(await claimDue()).toEqual([]);
  expect(receiver.requests).toHaveLength(1);
});

test("giving a delivery back undoes the claim, unless the delivery was claimed again meanwhile", async () => {
  await makeWebhook({ url: receiver.url(), timeoutSeconds: 1 });
  const traceId = await createDelivery();
  const [claimed] = await claimDue();
  if (!claimed) throw new Error("a claim was expected");
  expect(await loadDelivery(traceId)).toMatchObject({ state: "delivering", attemptCount: 1 });
  await giveBack(pool(), claimed);
  expect(await loadDelivery(traceId)).toMatchObject({ state: "pending", attemptCount: 0, attempts: [] });
  const [reclaimed] = await claimDue();
  await giveBack(pool(), claimed);
  expect(await loadDelivery(traceId)).toMatchObject({ state: "delivering", attemptCount: 1 });
  expect(reclaimed?.number).toBe(1);
});

test('after a kill while sending, the next attempt is due when the lease ends; the interrupted attempt has the outcome "unknown"', async () => {
  await makeWebhook({ url: receiver.url(), timeoutSeconds: 1 });
  const deliveryId = await createDelivery();
  const [claim] = await claimDue();
  expect(await claimDue()).toEqual([]);
  await makeDue(deliveryId);
  await attemptDue();
  const done = await loadDelivery(deliveryId);
  expect(done).toMatchObject({ state: "succeeded", attemptCount: 2 });
  expect(done.attempts).toMatchObject([
    { id: claim?.attemptId, number: 1, outcome: "unknown", error: { code: "interrupted" } },
    { number: 2, outcome: "succeeded" },
  ]);
});

test("settings changed between retries apply to the next attempt; the body does not change", async () => {
  receiver.respond({ status: 500 });
  const webhook = await makeWebhook({ url: receiver.url("/old"), retryDelays: [1] });
  const traceId = await createDelivery();
  await attemptDue();
  receiver.respond({ status: 201 });
  await updateWebhook(scope, webhook.id, {
    url: receiver.url("/new"),
    successRule: "2xx",
    signatureEncoding: "hex",
  });
  await attemptUntilDone(traceId);
  expect(receiver.requests.map((request) => request.url)).toEqual(["/old", "/new"]);
  const [before, after] = receiver.requests;
  expect(after?.body).toEqual(before?.body);
  expect(after?.headers["x-pl-signature"]).toBe(
    createHmac("sha256", webhook.key)
      .update(before?.body ?? "")
      .digest("hex"),
  );
  expect((await loadDelivery(traceId)).state).toBe("succeeded");
});

test("a due delivery is held if its webhook has been disabled, and discarded if its webhook has been deleted", async () => {
  const webhook = await makeWebhook({ url: receiver.url() });
  const deliveryId = await createDelivery();
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "disabled" } });
  await attemptDue();
  expect(await loadDelivery(deliveryId)).toMatchObject({
    state: "held",
    stateReason: describeStateReason("held", "webhook_disabled"),
  });
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "enabled" } });
  const other = await createDelivery();
  await prisma().webhook.update({ where: { id: webhook.id }, data: { deletedAt: new Date() } });
  await attemptDue();
  expect(await loadDelivery(other)).toMatchObject({ state: "discarded" });
  expect(receiver.requests).toHaveLength(0);
});

test("without the encryption key, nothing is sent and the attempt records why; once the key is back, the next attempt succeeds", async () => {
  await makeWebhook({ url: receiver.url() });
  const deliveryId = await createDelivery();
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", Buffer.alloc(32, 9).toString("base64"));
  resetEnv();
  const outcome = (await attemptDue()).get(deliveryId);
  vi.unstubAllEnvs();
  resetEnv();
  expect(receiver.requests).toHaveLength(0);
  expect(outcome).toMatchObject({ kind: "retry" });
  const { state, attempts } = await loadDelivery(deliveryId);
  expect([state, attempts.length]).toEqual(["pending", 1]);
  expect(attempts[0]?.error?.code).toBe("secret_unreadable");
  expect(attempts[0]?.error?.cause).toMatch(/\(id [0-9a-f]{8}\) is not in HOOKLEDGER_ENCRYPTION_KEY\.$/);
  await attemptUntilDone(deliveryId);
  expect(await loadDelivery(deliveryId)).toMatchObject({ state: "succeeded" });
});

test("if a webhook's secrets stay unreadable, its delivery fails and the webhook is paused, as after any other failure", async () => {
  const brokenWebhook = await makeWebhook({ url: receiver.url("/broken"), retryDelays: [1] });
  const intactWebhook = await makeWebhook({ url: receiver.url("/intact") });
  await pool().query("UPDATE webhooks SET key_sealed = '\\x00' WHERE id = $1", [brokenWebhook.id]);
  await postEvent();
  await attemptDue();
  expect(receiver.requests.map((request) => request.url)).toEqual(["/intact"]);
  expect(await prisma().delivery.count({ where: { webhookId: intactWebhook.id, state: "succeeded" } })).toBe(
    1,
  );
  const { id } = await prisma().delivery.findFirstOrThrow({ where: { webhookId: brokenWebhook.id } });
  await attemptUntilDone(id);
  expect(await loadDelivery(id)).toMatchObject({
    state: "failed",
    attempts: [{ error: { code: "secret_unreadable" } }, {}],
  });
  const { state } = await prisma().webhook.findUniqueOrThrow({ where: { id: brokenWebhook.id } });
  expect(state).toBe("paused");
});
