import { expect, test } from "vitest";
import { makeFailedAttempt } from "@/testing/finished-attempt";
import { attemptDue, claimDue, makeWebhook, moveCreation, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { recordAttempt } from "../deliveries/record-attempts";
import type { FailurePolicy } from "../failure-policy/schema";
import { updateWebhook } from "./update-webhook";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** A webhook without retries, enabled a day ago, so that each failed attempt is a permanent failure. */
async function makeWebhookWithPolicy(failurePolicy: FailurePolicy): Promise<string> {
  const { id } = await makeWebhook({ url: receiver.url(), retryDelays: [], failurePolicy });
  await prisma().webhook.update({ where: { id }, data: { stateChangedAt: minutesAgo(24 * 60) } });
  return id;
}

/** Delivers `count` events at once, to which the receiver responds with `status`. Returns their trace IDs. */
async function deliver(status: number, count = 1): Promise<string[]> {
  receiver.respond({ status });
  const traceIds: string[] = [];
  for (let index = 0; index < count; index += 1) traceIds.push(...(await postEvent()));
  await attemptDue(traceIds);
  return traceIds;
}

const fail = (count?: number) => deliver(500, count);
const succeed = (count?: number) => deliver(200, count);

const findState = async (id: string) =>
  (await prisma().webhook.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const findFailures = (webhookId: string) =>
  prisma().webhookFailures.findUniqueOrThrow({ where: { webhookId } });

async function setCompletionTime(traceIds: readonly string[], at: Date): Promise<void> {
  await pool().query("UPDATE deliveries SET completed_at = $2 WHERE id = ANY($1)", [traceIds, at]);
}

test("with a limit of three failures, the third pauses the webhook, and its other deliveries are held", async () => {
  const id = await makeWebhookWithPolicy({ kind: "failures", count: 3 });
  await fail();
  await fail();
  expect(await findState(id)).toBe("enabled");
  const [waiting = ""] = await postEvent();
  const [third] = await fail();
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "paused",
    stateReason: "failures_reached",
    pausedByDelivery: third,
  });
  expect(await prisma().delivery.findUnique({ where: { id: waiting } })).toMatchObject({ state: "held" });
  const entry = await prisma().auditEntry.findFirstOrThrow({
    where: { targetId: id, action: "webhook.paused" },
  });
  expect(entry.details).toMatchObject({ deliveryId: third, reason: "failures_reached" });
});

test("failures that are recorded together are all counted", async () => {
  const id = await makeWebhookWithPolicy({ kind: "failures", count: 3 });
  await fail(2);
  expect(await findState(id)).toBe("enabled");
  expect((await findFailures(id)).failedAt).toHaveLength(2);
  await fail(2);
  expect(await findState(id)).toBe("paused");
});

test("after a webhook is enabled again, its failures are counted from zero", async () => {
  const id = await makeWebhookWithPolicy({ kind: "failures", count: 2 });
  await fail(2);
  expect(await findState(id)).toBe("paused");
  await updateWebhook(scope, id, { state: "enabled" });
  await fail();
  expect(await findState(id)).toBe("enabled");
  await fail();
  expect(await findState(id)).toBe("paused");
});

test("with the policy never, a webhook stays enabled, and the times of its last 1,000 failures are kept", async () => {
  const id = await makeWebhookWithPolicy({ kind: "never" });
  await fail();
  await pool().query(
    "UPDATE webhook_failures SET failed_at = array_fill(now() - interval '1 day', ARRAY[999]) || failed_at WHERE webhook_id = $1",
    [id],
  );
  await fail(2);
  expect(await findState(id)).toBe("enabled");
  const { failedAt } = await findFailures(id);
  expect(failedAt).toHaveLength(1_000);
  expect(failedAt.filter((at) => at > minutesAgo(60))).toHaveLength(3);
});

test("failure rate: the webhook is paused once enough deliveries have ended and enough of them have failed", async () => {
  const id = await makeWebhookWithPolicy({
    kind: "failureRate",
    percent: 50,
    windowMinutes: 60,
    minimumDeliveries: 4,
  });
  await fail(2);
  await succeed(3);
  expect(await findState(id)).toBe("enabled");
  await fail();
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "paused",
    stateReason: "failure_rate_reached",
  });
});

test("failure rate: successes from before the window do not count", async () => {
  const id = await makeWebhookWithPolicy({
    kind: "failureRate",
    percent: 50,
    windowMinutes: 60,
    minimumDeliveries: 2,
  });
  const early = await succeed(3);
  await fail();
  expect(await findState(id)).toBe("enabled");
  await setCompletionTime(early.slice(0, 1), minutesAgo(61));
  await fail();
  expect(await findState(id)).toBe("paused");
});

test("failure rate: a success within the window counts, even if its delivery was created before the window", async () => {
  const policy: FailurePolicy = {
    kind: "failureRate",
    percent: 100,
    windowMinutes: 60,
    minimumDeliveries: 1,
  };
  const id = await makeWebhookWithPolicy(policy);
  const [traceId = ""] = await succeed();
  await moveCreation(traceId, minutesAgo(24 * 60));
  await fail();
  expect(await findState(id)).toBe("enabled");
});

test("no success: a success within the window is found once and remembered; after the window, a failure pauses the webhook", async () => {
  const id = await makeWebhookWithPolicy({ kind: "noSuccess", windowMinutes: 60, minimumDeliveries: 2 });
  const [success = ""] = await succeed();
  const at = minutesAgo(50);
  await setCompletionTime([success], at);
  await fail(2);
  expect(await findState(id)).toBe("enabled");
  expect((await findFailures(id)).successSeenAt).toEqual(at);
  await pool().query("DELETE FROM deliveries WHERE id = $1", [success]);
  await fail();
  expect(await findState(id)).toBe("enabled");
  await pool().query("UPDATE webhook_failures SET success_seen_at = $2 WHERE webhook_id = $1", [
    id,
    minutesAgo(61),
  ]);
  await fail();
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "paused",
    stateReason: "no_success",
  });
});

test("no success: a webhook that was enabled within the window is not paused yet", async () => {
  const id = await makeWebhookWithPolicy({ kind: "noSuccess", windowMinutes: 60, minimumDeliveries: 1 });
  await prisma().webhook.update({ where: { id }, data: { stateChangedAt: minutesAgo(59) } });
  await fail();
  expect(await findState(id)).toBe("enabled");
  await prisma().webhook.update({ where: { id }, data: { stateChangedAt: minutesAgo(61) } });
  await fail();
  expect(await findState(id)).toBe("paused");
});

test("a success does not write a row to webhook_failures", async () => {
  const id = await makeWebhookWithPolicy({ kind: "failures", count: 1 });
  await succeed(2);
  expect(await prisma().webhookFailures.count({ where: { webhookId: id } })).toBe(0);
});

test("if the pause cannot be recorded, the failure is not recorded either", async () => {
  const id = await makeWebhookWithPolicy({ kind: "failures", count: 2 });
  await fail();
  receiver.respond({ status: 500 });
  await postEvent();
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  await pool().query(
    "ALTER TABLE audit_entries ADD CONSTRAINT no_pause CHECK (action <> 'webhook.paused') NOT VALID",
  );
  await expect(recordAttempt(makeFailedAttempt(claim))).rejects.toThrow("no_pause");
  await pool().query("ALTER TABLE audit_entries DROP CONSTRAINT no_pause");
  expect((await findFailures(id)).failedAt).toHaveLength(1);
  expect(await prisma().delivery.findUnique({ where: { id: claim.deliveryId } })).toMatchObject({
    state: "pending",
  });
  expect(await recordAttempt(makeFailedAttempt(claim))).toEqual({ kind: "failed", effect: "paused" });
});

test("a webhook with an unknown kind of failure policy is paused by its first failed delivery, and the failure is recorded", async () => {
  const id = await makeWebhookWithPolicy({ kind: "never" });
  await prisma().webhook.update({ where: { id }, data: { failurePolicy: { kind: "of a later version" } } });
  const [traceId = ""] = await fail();
  expect(await findState(id)).toBe("paused");
  expect(await prisma().delivery.findUnique({ where: { id: traceId } })).toMatchObject({ state: "failed" });
});

test("a new webhook has the policy of its dialect's system; an update is audited only if it changes the policy", async () => {
  const readDefaultPolicy = async (dialect: string) => {
    const { failurePolicy } = await makeWebhook({ url: receiver.url(), dialect, triggers: ["*"] });
    return failurePolicy;
  };
  expect(await readDefaultPolicy("precisionlender")).toEqual({ kind: "failures", count: 1 });
  expect(await readDefaultPolicy("standard-webhooks")).toEqual({ kind: "failures", count: 1 });
  for (const dialect of ["loanpro", "plexe", "fineract"])
    expect(await readDefaultPolicy(dialect), dialect).toEqual({ kind: "never" });

  const id = await makeWebhookWithPolicy({ kind: "never" });
  const failurePolicy: FailurePolicy = {
    kind: "failureRate",
    percent: 20,
    windowMinutes: 30,
    minimumDeliveries: 5,
  };
  expect(await updateWebhook(scope, id, { failurePolicy })).toMatchObject({ webhook: { failurePolicy } });
  await updateWebhook(scope, id, { failurePolicy });
  const entries = await prisma().auditEntry.findMany({
    where: { targetId: id, action: "webhook.changed" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ details }) => details)).toEqual([
    { failurePolicy: { from: { kind: "never" }, to: failurePolicy } },
  ]);
});
