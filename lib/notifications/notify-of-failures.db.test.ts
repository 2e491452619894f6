import { beforeAll, expect, test } from "vitest";
import { makeFailedAttempt } from "@/testing/finished-attempt";
import { claimDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { recordAttempt } from "../deliveries/record-attempts";
import type { FailurePolicy } from "../failure-policy/schema";
import { newId } from "../ids";
import { describeWarning } from "../reasons/describe";
import { expandPermissions } from "../scope/permissions";
import { makeScope } from "../scope/scope";
import { ensureRoles } from "../users/ensure-roles";
import { findUnnotifiedWarnings } from "../webhooks/find-unnotified-warnings";
import { updateWebhook } from "../webhooks/update-webhook";
import { notifyOfFailures } from "./notify-of-failures";
import { notifyOfPause } from "./notify-of-pause";
import { listCurrentNotifications } from "./queries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
const adminId = newId();
const adminScope = makeScope({
  actor: { kind: "user", id: adminId, name: "Ada" },
  partnerId: null,
  permissions: expandPermissions([]),
});

beforeAll(async () => {
  await ensureRoles();
  const user = { id: adminId, email: "ada@bank.example", name: "Ada", passwordHash: "-" };
  await prisma().user.create({ data: { ...user, roleId: "administrator" } });
});

const makeWebhookWith = async (failurePolicy: FailurePolicy) =>
  (await makeWebhook({ url: receiver.url(), retryDelays: [], failurePolicy })).id;

/** Lets a delivery fail permanently. Returns the effect on its webhook. */
async function fail() {
  await postEvent();
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  const recorded = await recordAttempt(makeFailedAttempt(claim));
  return recorded.kind === "failed" ? recorded.effect : recorded.kind;
}

/** Moves the failures of a webhook, its warning and its last change of state this many hours into the past. */
async function letTimePass(webhookId: string, hours: number): Promise<void> {
  await pool().query(
    `UPDATE webhook_failures
     SET failed_at = ARRAY(SELECT at - interval '1 hour' * $2 FROM unnest(failed_at) WITH ORDINALITY AS f (at, n) ORDER BY n),
         failing_since = failing_since - interval '1 hour' * $2, messaged_at = messaged_at - interval '1 hour' * $2
     WHERE webhook_id = $1`,
    [webhookId, hours],
  );
  await pool().query(
    "UPDATE webhooks SET state_changed_at = state_changed_at - interval '1 hour' * $2 WHERE id = $1",
    [webhookId, hours],
  );
}

const listKinds = async (webhookId: string) =>
  (await prisma().notification.findMany({ where: { webhookId }, orderBy: { occurredAt: "asc" } })).map(
    ({ kind }) => kind,
  );
const listTexts = async () => (await listCurrentNotifications(adminScope)).map(({ text }) => text);

test("each user is warned once at the first failed delivery, and not at the second", async () => {
  const id = await makeWebhookWith({ kind: "never" });
  expect(await fail()).toBe("warned");
  expect(await findUnnotifiedWarnings()).toContain(id);
  expect(await notifyOfFailures(id)).toBe(1);
  expect(await findUnnotifiedWarnings()).not.toContain(id);
  expect(await notifyOfFailures(id)).toBe(0);
  expect(await fail()).toBe("none");
  expect(await listKinds(id)).toEqual(["webhook_failing"]);
  const { name } = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  expect(await listTexts()).toEqual([describeWarning(name, "webhook_failing", { kind: "never" }).text]);
});

test("users are warned at half of the limit, but not within an hour of the first warning", async () => {
  const id = await makeWebhookWith({ kind: "failures", count: 6 });
  expect(await fail()).toBe("warned");
  await notifyOfFailures(id);
  expect([await fail(), await fail()]).toEqual(["none", "none"]);
  await letTimePass(id, 1);
  expect(await fail()).toBe("warned");
  await notifyOfFailures(id);
  expect(await listKinds(id)).toEqual(["webhook_failing", "webhook_half_failed"]);
  // The later warning replaces the earlier one.
  expect((await listTexts()).filter((text) => text.includes("half of the limit"))).toHaveLength(1);
  expect(await listTexts()).toHaveLength(1);
  await letTimePass(id, 1);
  expect(await fail()).toBe("none");
  expect(await fail()).toBe("paused");
});

test("a failure warns again after a day without failures, but not before", async () => {
  const id = await makeWebhookWith({ kind: "never" });
  expect(await fail()).toBe("warned");
  await letTimePass(id, 23.9);
  expect(await fail()).toBe("none");
  await letTimePass(id, 24.1);
  expect(await fail()).toBe("warned");
});

test("if the first failure pauses a webhook, users are notified only of the pause", async () => {
  const id = await makeWebhookWith({ kind: "failures", count: 1 });
  expect(await fail()).toBe("paused");
  expect(await findUnnotifiedWarnings()).toEqual([]);
  expect(await notifyOfFailures(id)).toBe(0);
  await notifyOfPause(id);
  expect(await listKinds(id)).toEqual(["webhook_paused"]);
});

test("within an hour of a pause, users are not warned about the webhook, even if it was enabled again", async () => {
  const id = await makeWebhookWith({ kind: "failures", count: 2 });
  await fail();
  expect(await fail()).toBe("paused");
  await updateWebhook(scope, id, { state: "enabled", failurePolicy: { kind: "never" } });
  expect(await fail()).toBe("none");
  await letTimePass(id, 1);
  expect(await fail()).toBe("warned");
});

test("once a webhook was disabled, an earlier warning is neither sent nor listed, even after the webhook is enabled again", async () => {
  const unsent = await makeWebhookWith({ kind: "never" });
  expect(await fail()).toBe("warned");
  await updateWebhook(scope, unsent, { state: "disabled" });
  expect(await findUnnotifiedWarnings()).toEqual([]);
  expect(await notifyOfFailures(unsent)).toBe(0);
  await updateWebhook(scope, unsent, { state: "enabled" });
  await prisma().webhook.update({
    where: { id: unsent },
    data: { stateChangedAt: new Date(Date.now() + 1_000) },
  });
  expect(await findUnnotifiedWarnings()).toEqual([]);
  expect(await notifyOfFailures(unsent)).toBe(0);

  await prisma().webhook.update({ where: { id: unsent }, data: { deletedAt: new Date() } });
  const sent = await makeWebhookWith({ kind: "never" });
  await fail();
  await notifyOfFailures(sent);
  expect(await listTexts()).toHaveLength(1);
  await updateWebhook(scope, sent, { state: "disabled" });
  expect(await listTexts()).toEqual([]);
});

test("a pause is listed before newer warnings", async () => {
  const paused = await makeWebhookWith({ kind: "failures", count: 1 });
  await fail();
  await notifyOfPause(paused);
  await updateWebhook(scope, paused, {
    triggers: [{ eventType: "OpportunityCreated", version: null, condition: null, language: "cel" }],
  });
  for (let count = 0; count < 5; count += 1) {
    const id = await makeWebhookWith({ kind: "never" });
    await fail();
    await notifyOfFailures(id);
    await updateWebhook(scope, id, {
      triggers: [{ eventType: "OpportunityCreated", version: null, condition: null, language: "cel" }],
    });
  }
  const listed = await listCurrentNotifications(adminScope);
  expect(listed).toHaveLength(5);
  expect(listed[0]?.webhookId).toBe(paused);
});
