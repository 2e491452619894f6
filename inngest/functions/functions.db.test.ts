import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool, prisma } from "@/lib/db";
import { requestResend } from "@/lib/deliveries/request-resend";
import { closeSender } from "@/lib/deliveries/sender";
import { startRunner } from "@/lib/engine/runner";
import { acceptEvent, acceptEvents } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { log } from "@/lib/log";
import { registerSignalSender, sendSignals } from "@/lib/signals";
import { watchSlotsOnce } from "@/lib/slots/watch-slots";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { startDeliveryWorker, stopDeliveryWorker } from "@/lib/worker/run-slot";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, scope, setDeliveryState } from "@/testing/ledger";
import { behaviours, type Receiver, startReceiver } from "@/testing/receiver";
import { inngest } from "../client";
import { registerEngineSender } from "../register-engine-sender";
import { functions } from ".";

useDatabase();
let receiver: Receiver;
let runner: ReturnType<typeof startRunner>;
beforeAll(fillCatalogue);
beforeEach(async () => {
  registerEngineSender();
  receiver = await startReceiver();
  // The worker of the previous test has called another run for its slot.
  await pool().query("DELETE FROM engine_slots");
  await pool().query("DELETE FROM engine_runs");
  startDeliveryWorker();
  runner = startRunner({ functions, client: inngest, log });
});
afterEach(async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
  await receiver.close();
  const stopped = runner.stop();
  await stopDeliveryWorker();
  await stopped;
});
afterAll(() => registerSignalSender(undefined));
afterAll(closeSender);

async function postEvent() {
  const accepted = await acceptEvent(
    scope,
    eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-1" }),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  return accepted.due[0]?.deliveryId ?? "";
}

/** Repeats `find` until it returns something, because an outcome is written only after the receiver has responded. */
async function repeatUntilFound<T>(find: () => Promise<T | false | null | undefined>): Promise<T> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const found = await find();
    if (found) return found;
    await wait(10);
  }
  throw new Error("nothing was found within 10 s");
}
const waitForState = (traceId: string, state: string) =>
  repeatUntilFound(async () => {
    const delivery = await loadDelivery(traceId);
    return delivery.state === state && delivery;
  });

test("an event is delivered", async () => {
  await makeWebhook({ url: receiver.url() });
  const traceId = await postEvent();
  await receiver.waitFor(1);
  expect(await waitForState(traceId, "succeeded")).toMatchObject({ attemptCount: 1 });
});

test("a retry is sent when it is due; if it fails, the webhook is paused, users are notified and later deliveries are held", async () => {
  receiver.respond({ status: 500 });
  const webhook = await makeWebhook({ url: receiver.url(), retryDelays: [1] });
  await prisma().role.create({ data: { id: "admin", name: "admin", permissions: ["Manage API Access"] } });
  await prisma().user.create({
    data: { id: crypto.randomUUID(), email: "a@b.c", name: "A", passwordHash: "-", roleId: "admin" },
  });
  const traceId = await postEvent();
  const { attempts } = await waitForState(traceId, "failed");
  const [first, second] = attempts.map((attempt) => Date.parse(attempt.startedAt ?? ""));
  expect((second as number) - (first as number)).toBeGreaterThanOrEqual(1_000);
  expect((second as number) - (first as number)).toBeLessThan(2_000);
  const [notification] = await repeatUntilFound(async () => {
    const notifications = await prisma().notification.findMany({ where: { webhookId: webhook.id } });
    return notifications.length > 0 && notifications;
  });
  expect(notification?.kind).toBe("webhook_paused");

  await postEvent();
  receiver.respond({ status: 200 });
  const requestCount = receiver.requests.length;
  const updated = await updateWebhook(scope, webhook.id, { state: "enabled" });
  expect(updated).toMatchObject({ released: 1 });
  await receiver.waitFor(requestCount + 1);
});

test("users are warned of a failed delivery that does not pause its webhook, also by the sweep if the signal was lost", async () => {
  receiver.respond({ status: 500 });
  const failurePolicy = { kind: "failures", count: 3 };
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), retryDelays: [], failurePolicy });
  const findNotifiedWarning = () =>
    prisma().webhookFailures.findFirst({ where: { webhookId, warningNotifiedAt: { not: null } } });
  await waitForState(await postEvent(), "failed");
  expect(await repeatUntilFound(findNotifiedWarning)).toMatchObject({ warning: "webhook_failing" });
  await prisma().webhookFailures.update({ where: { webhookId }, data: { warningNotifiedAt: null } });
  await pool().query(
    `INSERT INTO engine_runs (function_id, key, signal)
     VALUES ('hookledger-sweep', '-', '{"name": "inngest/scheduled.timer", "data": {}}')`,
  );
  await pool().query("NOTIFY hookledger_engine");
  await repeatUntilFound(findNotifiedWarning);
  expect((await prisma().webhook.findUniqueOrThrow({ where: { id: webhookId } })).state).toBe("enabled");
});

test("an event is accepted even if its signal cannot be sent, and the watch later causes its delivery", async () => {
  await makeWebhook({ url: receiver.url() });
  registerSignalSender(() => Promise.reject(new Error("the queue is unavailable")));
  const traceId = await postEvent();
  await repeatUntilFound(
    async () =>
      (await pool().query("SELECT 1 FROM engine_slots WHERE called_until IS NOT NULL")).rowCount === 1,
  );
  registerEngineSender();
  // A call that could not be sent may be repeated after two seconds.
  await repeatUntilFound(async () => {
    await watchSlotsOnce();
    return (await loadDelivery(traceId)).state === "succeeded";
  });
});

test("a worker loop finds due deliveries even if no signal or notification announced them", async () => {
  const webhook = await makeWebhook({ url: receiver.url() });
  await waitForState(await postEvent(), "succeeded");
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "paused" } });
  const accepted = await acceptEvent(
    scope,
    eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-2" }),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  const { id } = await prisma().delivery.findFirstOrThrow({ where: { state: "held" } });
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "enabled" } });
  await setDeliveryState(id, "pending");
  await waitForState(id, "succeeded");
});

test("a resend is sent at once and does not affect the retry", async () => {
  receiver.respond({ status: 500 });
  await makeWebhook({ url: receiver.url(), retryDelays: [3_600] });
  const traceId = await postEvent();
  const retriedDelivery = await repeatUntilFound(async () => {
    const delivery = await loadDelivery(traceId);
    return delivery.attempts.length === 1 && delivery;
  });
  receiver.respond({ status: 200 });
  const resent = await requestResend(scope, traceId);
  if (!resent.ok) throw new Error(resent.message);
  const resentDelivery = await repeatUntilFound(async () => {
    const delivery = await loadDelivery(traceId);
    return delivery.attempts[1]?.outcome === "succeeded" && delivery;
  });
  expect(resentDelivery).toMatchObject({ state: "pending", nextAttemptAt: retriedDelivery.nextAttemptAt });
  expect(receiver.requests).toHaveLength(2);
});

test("a receiver that hangs does not delay deliveries to others", async () => {
  const hangingReceiver = await startReceiver();
  hangingReceiver.respond(behaviours.hang);
  await makeWebhook({
    url: hangingReceiver.url(),
    timeoutSeconds: 2,
    triggers: ["OpportunityCreated"],
    retryDelays: [3_600],
  });
  await makeWebhook({ url: receiver.url() });
  const slowEvents = await acceptEvents(
    scope,
    Array.from({ length: 500 }, () => eventSchema.parse({ type: "OpportunityCreated", entityId: "slow" })),
  );
  if (!slowEvents.ok) throw new Error(slowEvents.message);
  await hangingReceiver.waitFor(1);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => postEvent()));
  await receiver.waitFor(20);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await prisma().webhook.updateMany({ data: { state: "disabled" } });
  await hangingReceiver.close();
});

test("each event of a burst is delivered once", async () => {
  const { id } = await makeWebhook({ url: receiver.url() });
  const acceptResult = await acceptEvents(
    scope,
    Array.from({ length: 1_000 }, (_, index) =>
      eventSchema.parse({ type: "OpportunityUpdated", entityId: `o-${index}` }),
    ),
  );
  if (!acceptResult.ok) throw new Error(acceptResult.message);
  // Duplicate signals, and signals for a slot that no process needs.
  await sendSignals([0, 0, 1, 1].map((slot) => ({ name: "delivery/slot-called", data: { slot } })));
  await repeatUntilFound(
    async () => (await prisma().delivery.count({ where: { webhookId: id, state: "succeeded" } })) === 1_000,
  );
  expect(receiver.requests).toHaveLength(1_000);
});
