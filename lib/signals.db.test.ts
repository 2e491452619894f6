import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { createTestHook, hookInput, updateTestHook } from "@/testing/hooks";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { changeSubscription } from "./adapters/plexe/change-subscription";
import { prisma } from "./db";
import { attemptDeliveries } from "./deliveries/attempt-deliveries";
import { requestResend } from "./deliveries/request-resend";
import { requestResendOfAttempt } from "./deliveries/request-resend-of-attempt";
import { closeSender } from "./deliveries/sender";
import { acceptEvents } from "./events/accept-events";
import { eventSchema } from "./events/schema";
import { simulateEvent } from "./playground/simulate-event";
import { registerSignalSender, type Signal } from "./signals";
import { findWebhook } from "./webhooks/queries";
import { updateWebhook } from "./webhooks/update-webhook";

useDatabase();
beforeAll(fillCatalogue);
let sent: Signal[] = [];
beforeEach(() => {
  sent = [];
  registerSignalSender(async (signals) => {
    sent.push(...signals);
  });
});
afterEach(async () => {
  registerSignalSender(undefined);
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
});

afterAll(closeSender);

const url = "http://127.0.0.1:9/";
const firstAttemptSignal = (webhookId: string, deliveryId: string) => ({
  name: "delivery/due",
  data: { deliveryId, webhookId, number: 1, immediate: true },
});
const sweepSignal = (webhookId: string) => ({ name: "delivery/sweep-requested", data: { webhookId } });

/** Posts an event and disables the webhook, so that its delivery is held. */
async function disableWithHeldDelivery(webhookId: string, eventType = "OpportunityUpdated") {
  await postEvent({ type: eventType });
  await updateWebhook(scope, webhookId, { state: "disabled" });
  sent = [];
}

test("accepting an event signals the first attempt of each delivery, after the commit", async () => {
  const webhooks = [await makeWebhook({ url }), await makeWebhook({ url })];
  const committed: Promise<number>[] = [];
  registerSignalSender(async (signals) => {
    sent.push(...signals);
    committed.push(prisma().delivery.count({ where: { webhookId: { in: webhooks.map(({ id }) => id) } } }));
  });
  await postEvent();
  const deliveries = await prisma().delivery.findMany({ orderBy: { id: "asc" } });
  expect(sent).toHaveLength(2);
  expect(sent).toEqual(
    expect.arrayContaining(deliveries.map(({ webhookId, id }) => firstAttemptSignal(webhookId, id))),
  );
  expect(await Promise.all(committed)).toEqual([2]);
});

test("a batch of events signals its deliveries; a rejected batch sends no signal", async () => {
  const { id } = await makeWebhook({ url });
  const event = (idempotencyKey: string, entityId: string) =>
    eventSchema.parse({ type: "OpportunityUpdated", entityId, idempotencyKey });
  expect(await acceptEvents(scope, [event("one", "o-1"), event("two", "o-2")])).toMatchObject({ ok: true });
  expect(sent.map(({ data }) => data.webhookId)).toEqual([id, id]);
  sent = [];
  const rejected = await acceptEvents(scope, [event("three", "o-3"), event("one", "another")]);
  expect(rejected).toMatchObject({ ok: false, rejected: "idempotency_conflict" });
  expect(sent).toEqual([]);
});

test("a simulated event signals its delivery", async () => {
  const { id } = await makeWebhook({ url });
  const simulated = await simulateEvent(scope, id, "OpportunityCreated");
  expect(sent).toEqual([firstAttemptSignal(id, simulated.ok ? simulated.traceId : "")]);
});

test("releasing held deliveries requests a sweep, whichever adapter enables the webhook", async () => {
  const { id } = await makeWebhook({ url });
  await disableWithHeldDelivery(id);
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "deliver" });
  expect(sent).toEqual([sweepSignal(id)]);

  await disableWithHeldDelivery(id);
  const subscription = await findWebhook(scope, id);
  if (!subscription) throw new Error("The webhook is gone.");
  await changeSubscription(scope, subscription, { isActive: true });
  expect(sent).toEqual([sweepSignal(id)]);

  const hookId = await createTestHook(
    hookInput({ events: [{ entityName: "CLIENT", actionName: "CREATE" }] }),
  );
  const { webhook } = await updateTestHook(hookId, {});
  await disableWithHeldDelivery(webhook.id, webhook.triggers.map(String)[0]);
  await updateTestHook(hookId, { isActive: true });
  expect(sent).toEqual([sweepSignal(webhook.id)]);
});

test("a change that releases nothing sends no signal", async () => {
  const { id } = await makeWebhook({ url });
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", name: "Renamed" });
  expect(sent).toEqual([]);
});

test("a resend signals its attempt, whether requested by trace ID or by attempt number", async () => {
  const { id: webhookId } = await makeWebhook({ url, retryDelays: [3_600] });
  const [traceId = ""] = await postEvent();
  await attemptDeliveries([{ deliveryId: traceId, number: 1 }]);
  sent = [];
  const first = await requestResend(scope, traceId);
  const second = await requestResendOfAttempt(scope, traceId, "1");
  const signal = (resent: { ok: boolean; attemptId?: string }) => ({
    name: "delivery/resend-requested",
    data: { attemptId: resent.attemptId, webhookId },
  });
  expect(sent).toEqual([signal(first), signal(second)]);
  sent = [];
  expect((await requestResend(scope, webhookId)).ok).toBe(false);
  expect(sent).toEqual([]);
});

test("an event is accepted even if the signal sender fails or is missing", async () => {
  await makeWebhook({ url });
  registerSignalSender(() => Promise.reject(new Error("the queue is unavailable")));
  expect(await postEvent()).toHaveLength(1);
  registerSignalSender(undefined);
  expect(await postEvent()).toHaveLength(1);
});
