import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { buildHookInput, createTestHook, updateTestHook } from "@/testing/fineract-hooks";
import { attemptDue, fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { changeSubscription } from "./adapters/plexe/change-subscription";
import { toConnectionOptions } from "./database/connection-options";
import { pool, prisma } from "./db";
import { requestResend } from "./deliveries/request-resend";
import { requestResendOfAttempt } from "./deliveries/request-resend-of-attempt";
import { closeSender } from "./deliveries/sender";
import { env } from "./env";
import { acceptEvents } from "./events/accept-events";
import { eventSchema } from "./events/schema";
import { simulateEvent } from "./playground/simulate-event";
import { registerSignalSender, type Signal } from "./signals";
import { parseWake, type Wake, wakeChannel } from "./slots/wake-workers";
import { findWebhook } from "./webhooks/queries";
import { updateWebhook } from "./webhooks/update-webhook";

useDatabase();
let listener: pg.Client;
let wakes: (Wake | null)[] = [];
let sentSignals: Signal[] = [];
beforeAll(async () => {
  await fillCatalogue();
  listener = new pg.Client(toConnectionOptions(env().DATABASE_URL));
  await listener.connect();
  await listener.query(`LISTEN ${wakeChannel}`);
  listener.on("notification", ({ payload }) => wakes.push(parseWake(payload)));
});
beforeEach(async () => {
  wakes = [];
  sentSignals = [];
  registerSignalSender(async (signals) => {
    sentSignals.push(...signals);
  });
  await pool().query("DELETE FROM engine_slots");
});
afterEach(async () => {
  registerSignalSender(undefined);
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
});
afterAll(() => listener.end());
afterAll(closeSender);

const url = "http://127.0.0.1:9/";

/** Waits for at least one notification that wakes workers, and returns all of them so far. */
async function waitForWakes(): Promise<(Wake | null)[]> {
  // Use cases do not wait until workers are woken, so the statement that wakes them may still be running.
  await expect.poll(() => wakes.length).toBeGreaterThan(0);
  return wakes;
}

/** Waits until every statement of this process has its result, including statements for which no code waits. */
async function waitUntilIdle(): Promise<void> {
  await expect.poll(() => pool().idleCount - pool().totalCount).toBe(0);
}

async function expectNoWakes(): Promise<void> {
  await pool().query("SELECT pg_notify($1, 'r:')", [wakeChannel]);
  await expect.poll(() => wakes.length).toBeGreaterThan(0);
  expect(wakes).toEqual([{ webhookIds: [], resend: true }]);
}

/** Posts an event and disables the webhook, so that its delivery is held. */
async function postEventThenDisable(webhookId: string, eventType = "OpportunityUpdated") {
  wakes = [];
  await postEvent({ type: eventType });
  await waitForWakes();
  await updateWebhook(scope, webhookId, { state: "disabled" });
  wakes = [];
}

test("accepting an event wakes the workers for its webhooks, after the commit", async () => {
  const webhooks = [await makeWebhook({ url }), await makeWebhook({ url })];
  await postEvent();
  const [wake] = await waitForWakes();
  expect(new Set(wake?.webhookIds)).toEqual(new Set(webhooks.map(({ id }) => id)));
});

test("accepting many events sends one slot signal while no worker loop is running, and none while one is running", async () => {
  await makeWebhook({ url });
  await Promise.all(Array.from({ length: 20 }, () => postEvent()));
  await waitUntilIdle();
  expect(sentSignals).toEqual([{ name: "delivery/slot-called", data: { slot: 0 } }]);
  sentSignals = [];
  wakes = [];
  await pool().query(
    "UPDATE engine_slots SET leased_until = now() + interval '1 minute', called_until = NULL",
  );
  await postEvent();
  await waitForWakes();
  await waitUntilIdle();
  expect(sentSignals).toEqual([]);
});

test("a batch of events wakes the workers once; a rejected batch does not wake them", async () => {
  const { id } = await makeWebhook({ url });
  const event = (idempotencyKey: string, entityId: string) =>
    eventSchema.parse({ type: "OpportunityUpdated", entityId, idempotencyKey });
  expect(await acceptEvents(scope, [event("one", "o-1"), event("two", "o-2")])).toMatchObject({ ok: true });
  expect(await waitForWakes()).toEqual([{ webhookIds: [id], resend: false }]);
  wakes = [];
  const rejected = await acceptEvents(scope, [event("three", "o-3"), event("one", "another")]);
  expect(rejected).toMatchObject({ ok: false, rejected: "idempotency_conflict" });
  await expectNoWakes();
});

test("a simulated event wakes the workers", async () => {
  const { id } = await makeWebhook({ url });
  await simulateEvent(scope, id, "OpportunityCreated");
  expect(await waitForWakes()).toEqual([{ webhookIds: [id], resend: false }]);
});

test("releasing held deliveries wakes the workers, whichever adapter enables the webhook", async () => {
  const { id } = await makeWebhook({ url });
  await postEventThenDisable(id);
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "deliver" });
  expect(await waitForWakes()).toEqual([{ webhookIds: [id], resend: false }]);

  await postEventThenDisable(id);
  const subscription = await findWebhook(scope, id);
  if (!subscription) throw new Error("The webhook is gone.");
  await changeSubscription(scope, subscription, { isActive: true });
  expect(await waitForWakes()).toEqual([{ webhookIds: [id], resend: false }]);

  const hookId = await createTestHook(
    buildHookInput({ events: [{ entityName: "CLIENT", actionName: "CREATE" }] }),
  );
  const { webhook } = await updateTestHook(hookId, {});
  await postEventThenDisable(webhook.id, webhook.triggers.map(String)[0]);
  await updateTestHook(hookId, { isActive: true });
  expect(await waitForWakes()).toEqual([{ webhookIds: [webhook.id], resend: false }]);
});

test("a change that releases no deliveries does not wake the workers", async () => {
  const { id } = await makeWebhook({ url });
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", name: "Renamed" });
  await expectNoWakes();
});

test("a resend, by trace ID or by attempt number, wakes the workers; a rejected resend does not", async () => {
  const { id: webhookId } = await makeWebhook({ url, retryDelays: [3_600] });
  const [traceId = ""] = await postEvent();
  await waitForWakes();
  await attemptDue();
  wakes = [];
  await requestResend(scope, traceId);
  expect(await waitForWakes()).toEqual([{ webhookIds: [], resend: true }]);
  wakes = [];
  await requestResendOfAttempt(scope, traceId, "1");
  expect(await waitForWakes()).toEqual([{ webhookIds: [], resend: true }]);
  wakes = [];
  expect((await requestResend(scope, webhookId)).ok).toBe(false);
  await expectNoWakes();
});

test("an event is accepted even if the signal sender fails or is missing", async () => {
  await makeWebhook({ url });
  registerSignalSender(() => Promise.reject(new Error("the queue is unavailable")));
  expect(await postEvent()).toHaveLength(1);
  registerSignalSender(undefined);
  expect(await postEvent()).toHaveLength(1);
});
