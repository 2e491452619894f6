import { beforeAll, expect, test } from "vitest";
import { makeFailedAttempt } from "@/testing/finished-attempt";
import { claimDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { recordAttempt } from "../deliveries/record-attempts";
import type { FailurePolicy } from "../failure-policy/schema";
import { newId } from "../ids";
import { ensureRoles } from "../users/ensure-roles";
import { findUnnotifiedWarnings } from "../webhooks/find-unnotified-warnings";
import { updateWebhook } from "../webhooks/update-webhook";
import { notifyOfFailures } from "./notify-of-failures";
import { notifyOfPause } from "./notify-of-pause";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
const adminId = newId();
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

test("each user is warned once at the first failed delivery, and not at the second", async () => {
  const id = await makeWebhookWith({ kind: "never" });
  expect(await fail()).toBe("warned");
  expect(await findUnnotifiedWarnings()).toContain(id);
  expect(await notifyOfFailures(id)).toBe(1);
  expect(await findUnnotifiedWarnings()).not.toContain(id);
  expect(await notifyOfFailures(id)).toBe(0);
  expect(await fail()).toBe("none");
  expect(await listKinds(id)).toEqual(["webhook_failing"]);
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

test("once a webhook was disabled, an earlier warning is not sent, even after the webhook is enabled again", async () => {
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
});
