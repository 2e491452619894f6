import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool, prisma } from "@/lib/db";
import { requestResend } from "@/lib/deliveries/request-resend";
import { closeSender } from "@/lib/deliveries/sender";
import { acceptEvent, acceptEvents } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { log } from "@/lib/log";
import { firstAttemptSignals, registerSignalSender, sendSignals } from "@/lib/signals";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { useDatabase } from "@/testing/database";
import { delivery, fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { behaviours, type Receiver, startReceiver } from "@/testing/receiver";
import { startRunner } from "../embedded/runner";
import { registerSender } from "../register-sender";
import { functions } from ".";

useDatabase();
let receiver: Receiver;
let runner: ReturnType<typeof startRunner>;
beforeAll(fillCatalogue);
beforeEach(async () => {
  registerSender();
  receiver = await startReceiver();
  runner = startRunner({ functions, log });
});
afterEach(async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
  await receiver.close();
  await runner.stop();
});
afterAll(() => registerSignalSender(undefined));
afterAll(closeSender);

async function post() {
  const accepted = await acceptEvent(
    scope,
    eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-1" }),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  return accepted.due[0]?.deliveryId ?? "";
}

/** The outcome is written after the receiver has answered: looks until it is there. */
async function until<T>(look: () => Promise<T | false | null | undefined>): Promise<T> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const found = await look();
    if (found) return found;
    await wait(10);
  }
  throw new Error("it did not happen within 10 s");
}
const reached = (traceId: string, state: string) =>
  until(async () => {
    const now = await delivery(traceId);
    return now.state === state && now;
  });

test("an event is delivered", async () => {
  await makeWebhook({ url: receiver.url() });
  const traceId = await post();
  await receiver.waitFor(1);
  expect(await reached(traceId, "succeeded")).toMatchObject({ attemptCount: 1 });
});

test("a retry is sent at its time, and then the webhook is paused, users are notified and the rest is held", async () => {
  receiver.respond({ status: 500 });
  const webhook = await makeWebhook({ url: receiver.url(), retryDelays: [1] });
  await prisma().role.create({ data: { id: "admin", name: "admin", permissions: ["Manage API Access"] } });
  await prisma().user.create({
    data: { id: crypto.randomUUID(), email: "a@b.c", name: "A", passwordHash: "-", roleId: "admin" },
  });
  const traceId = await post();
  const { attempts } = await reached(traceId, "failed");
  const [first, second] = attempts.map((attempt) => Date.parse(attempt.startedAt ?? ""));
  expect((second as number) - (first as number)).toBeGreaterThanOrEqual(1_000);
  expect((second as number) - (first as number)).toBeLessThan(2_000);
  const [notice] = await until(async () => {
    const notices = await prisma().notice.findMany({ where: { webhookId: webhook.id } });
    return notices.length > 0 && notices;
  });
  expect(notice?.kind).toBe("webhook_paused");

  await post();
  receiver.respond({ status: 200 });
  const before = receiver.requests.length;
  const updated = await updateWebhook(scope, webhook.id, { state: "enabled" });
  expect(updated).toMatchObject({ released: 1 });
  await receiver.waitFor(before + 1);
});

test("a signal that cannot be sent does not fail the event, and the sweep finds it", async () => {
  const webhook = await makeWebhook({ url: receiver.url() });
  registerSignalSender(() => Promise.reject(new Error("the queue is away")));
  const traceId = await post();
  registerSender();
  await pool().query("UPDATE deliveries SET wake_at = now() WHERE id = $1", [traceId]);
  await sendSignals([{ name: "delivery/sweep-requested", data: { webhookId: webhook.id } }]);
  await reached(traceId, "succeeded");
});

test("a resend is sent at once and does not affect the retry", async () => {
  receiver.respond({ status: 500 });
  await makeWebhook({ url: receiver.url(), retryDelays: [3_600] });
  const traceId = await post();
  const retried = await until(async () => {
    const now = await delivery(traceId);
    return now.attempts.length === 1 && now;
  });
  receiver.respond({ status: 200 });
  const resent = await requestResend(scope, traceId);
  if (!resent.ok) throw new Error(resent.message);
  const after = await until(async () => {
    const now = await delivery(traceId);
    return now.attempts[1]?.outcome === "succeeded" && now;
  });
  expect(after).toMatchObject({ state: "pending", nextAttemptAt: retried.nextAttemptAt });
  expect(receiver.requests).toHaveLength(2);
});

test("a receiver that hangs does not delay the others", async () => {
  const hanging = await startReceiver();
  hanging.respond(behaviours.hang);
  await makeWebhook({
    url: hanging.url(),
    timeoutSeconds: 2,
    triggers: ["OpportunityCreated"],
    retryDelays: [3_600],
  });
  await makeWebhook({ url: receiver.url() });
  const slow = await acceptEvents(
    scope,
    Array.from({ length: 500 }, () => eventSchema.parse({ type: "OpportunityCreated", entityId: "slow" })),
  );
  if (!slow.ok) throw new Error(slow.message);
  await hanging.waitFor(1);
  const started = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => post()));
  await receiver.waitFor(20);
  expect(performance.now() - started).toBeLessThan(1_000);
  await prisma().webhook.updateMany({ data: { state: "disabled" } });
  await hanging.close();
});

test("a burst is delivered once each", async () => {
  await makeWebhook({ url: receiver.url() });
  const accepted = await acceptEvents(
    scope,
    Array.from({ length: 1_000 }, (_, index) =>
      eventSchema.parse({ type: "OpportunityUpdated", entityId: `o-${index}` }),
    ),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  // Signals that come twice.
  await sendSignals(firstAttemptSignals(accepted.due.slice(0, 300)));
  await until(async () => (await prisma().delivery.count({ where: { state: "succeeded" } })) >= 1_000);
  await until(
    async () => (await pool().query("SELECT 1 FROM engine_runs WHERE due_at IS NULL")).rowCount === 0,
  );
  expect(receiver.requests).toHaveLength(1_000);
});
