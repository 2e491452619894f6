import { afterEach, expect, test } from "vitest";
import { attemptDue, claimDue, loadDelivery, makeDue, makeWebhook, postFor, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { findWebhookDueTimes, lookForWork } from "../slots/find-due";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { updateWebhook } from "../webhooks/update-webhook";
import { attemptDelivery } from "./attempt-delivery";
import { requestResend } from "./request-resend";
import { sendManualAttempt } from "./send-manual-attempt";
import { skipDelivery } from "./skip-delivery";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

afterEach(async () => {
  await pool().query("DELETE FROM open_deliveries");
  await pool().query("DELETE FROM blocked_lines");
  await pool().query("DELETE FROM attempts WHERE outcome IS NULL");
});

const makeOrderedWebhook = (settings: Record<string, unknown> = {}) =>
  makeWebhook({ url: receiver.url(), ordered: true, failurePolicy: { kind: "never" }, ...settings });

const listReceivedIds = () =>
  receiver.requests.map(({ headers }) => String(headers["x-hookledger-trace-id"]));

async function claimIds(): Promise<string[]> {
  return (await claimDue()).map(({ deliveryId }) => deliveryId).sort();
}

async function resend(traceId: string): Promise<void> {
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  expect(await sendManualAttempt(requested.attemptId)).toBe(true);
}

const isDue = async (traceId: string) =>
  (
    await pool().query(
      "SELECT FROM open_deliveries WHERE delivery_id = $1 AND due_at <= now() AND lease_token IS NULL",
      [traceId],
    )
  ).rowCount === 1;

test("deliveries for one entity are sent one after another, in the order of their acceptance; deliveries for other entities do not wait", async () => {
  await makeOrderedWebhook();
  const [a1, b1, a2, a3] = await postFor("a", "b", "a", "a");
  const [a4] = await postFor("a");
  for (const expected of [[a1, b1], [a2], [a3], [a4], []]) {
    const before = receiver.requests.length;
    await attemptDue();
    expect(listReceivedIds().slice(before).sort()).toEqual(expected.sort());
  }
});

test("a delivery waits while the delivery before it is in flight or waits for a retry, and names that delivery in waitsFor", async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeOrderedWebhook({ retryDelays: [3_600] });
  const [first = "", second = ""] = await postFor("a", "a");
  const [claim] = await claimDue();
  expect(claim?.deliveryId).toBe(first);
  expect(await claimIds()).toEqual([]);
  expect(await loadDelivery(second)).toMatchObject({
    state: "pending",
    waitsFor: first,
    nextAttemptAt: null,
  });
  if (claim) await new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject));
  expect(await loadDelivery(first)).toMatchObject({ attemptCount: 1, waitsFor: null });
  expect(await claimIds()).toEqual([]);
  // Before the retry there is nothing to do, however many deliveries wait in the line.
  expect(await lookForWork(pool())).toMatchObject({ claimable: false, late: false });
  const [due] = (await findWebhookDueTimes(pool())).filter(({ webhookId }) => webhookId === id);
  expect(due?.dueInMs).toBeGreaterThan(3_500_000);
  receiver.respond({ status: 200 });
  await makeDue(first);
  await attemptDue();
  await attemptDue();
  expect(listReceivedIds()).toEqual([first, first, second]);
});

test("a delivery that failed permanently blocks its line until it is resent successfully; later events of the same entity also wait", async () => {
  receiver.respond({ status: 500 });
  await makeOrderedWebhook({ retryDelays: [] });
  const [first = "", second = "", other = ""] = await postFor("a", "a", "b");
  await attemptDue();
  const [third = ""] = await postFor("a");
  expect(await claimIds()).toEqual([]);
  expect(await loadDelivery(first)).toMatchObject({ state: "failed", blocksOrder: true });
  expect(await loadDelivery(other)).toMatchObject({ state: "failed", blocksOrder: true });
  for (const id of [second, third]) expect(await loadDelivery(id)).toMatchObject({ waitsFor: first });
  await resend(first);
  expect(await loadDelivery(first)).toMatchObject({ state: "failed", blocksOrder: true });
  receiver.respond({ status: 200 });
  await resend(first);
  expect(await loadDelivery(first)).toMatchObject({ state: "succeeded", blocksOrder: false });
  await attemptDue();
  await attemptDue();
  expect(listReceivedIds().slice(-2)).toEqual([second, third]);
});

test("a failed delivery can be skipped once, which is audited; a waiting or unknown delivery cannot be skipped", async () => {
  receiver.respond({ status: 500 });
  await makeOrderedWebhook({ retryDelays: [] });
  const [first = "", second = ""] = await postFor("a", "a");
  await attemptDue();
  expect(await claimIds()).toEqual([]);
  expect(await skipDelivery(scope, second)).toMatchObject({ ok: false, rejected: "not_blocking" });
  expect(await skipDelivery(scope, newId())).toMatchObject({ ok: false, rejected: "not_found" });
  expect(await skipDelivery(scope, "1")).toMatchObject({ ok: false, rejected: "not_found" });
  expect(await skipDelivery(scope, first)).toEqual({ ok: true });
  expect(await skipDelivery(scope, first)).toMatchObject({ ok: false, rejected: "not_blocking" });
  expect(await loadDelivery(first)).toMatchObject({ state: "failed", blocksOrder: false });
  expect(await claimIds()).toEqual([second]);
  expect(await prisma().auditEntry.findMany({ where: { targetId: first } })).toMatchObject([
    { action: "delivery.skipped" },
  ]);
});

test('orderAfterFailure "continue" makes the next delivery due after a failed one; switching to "continue" unblocks lines', async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeOrderedWebhook({ retryDelays: [], orderAfterFailure: "continue" });
  const [, second = "", third = ""] = await postFor("a", "a", "a");
  await attemptDue();
  expect(await isDue(second)).toBe(true);
  await updateWebhook(scope, id, { orderAfterFailure: "wait" });
  await attemptDue();
  expect(await claimIds()).toEqual([]);
  await updateWebhook(scope, id, { orderAfterFailure: "continue" });
  expect(await claimIds()).toEqual([third]);
});

test("new events wait behind held deliveries of their entity until all of these are sent or discarded", async () => {
  const { id } = await makeOrderedWebhook();
  const [first = "", second = ""] = await postFor("a", "a");
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "keep" });
  const [third = ""] = await postFor("a");
  expect(await claimIds()).toEqual([]);
  expect(await loadDelivery(third)).toMatchObject({ state: "pending", waitsFor: first });
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second' WHERE delivery_id = $1",
    [second],
  );
  expect(await claimIds()).toEqual([]);
  await updateWebhook(scope, id, { heldDeliveries: "deliver" });
  await attemptDue();
  await attemptDue();
  await attemptDue();
  expect(listReceivedIds()).toEqual([first, second, third]);

  const [kept = ""] = await postFor("b");
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "keep" });
  const [behind = ""] = await postFor("b");
  expect(await claimIds()).toEqual([]);
  await resend(kept);
  expect(await loadDelivery(kept)).toMatchObject({ state: "succeeded" });
  expect(await claimIds()).toEqual([behind]);

  const [fourth = ""] = await postFor("a");
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "keep" });
  const [fifth = ""] = await postFor("a");
  expect(await claimIds()).toEqual([]);
  await updateWebhook(scope, id, { heldDeliveries: "discard" });
  expect(await loadDelivery(fourth)).toMatchObject({ state: "discarded" });
  expect(await claimIds()).toEqual([fifth]);
});

test("if a later delivery of a line is already being sent when an earlier one is committed, the earlier one waits until that attempt ends", async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeOrderedWebhook({ retryDelays: [3_600] });
  const [late = "", sent = ""] = await postFor("a", "a");
  // As if the event of the first delivery were not committed yet.
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() + interval '1 hour', place = place + 500 WHERE delivery_id = $1",
    [late],
  );
  const [claim] = await claimDue();
  expect(claim?.deliveryId).toBe(sent);
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second', place = place - 500 WHERE delivery_id = $1",
    [late],
  );
  expect(await claimIds()).toEqual([]);
  if (claim) await new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject));
  expect(await claimIds()).toEqual([late]);
  await deleteWebhook(scope, id);
});

test('a failure that is recorded after orderAfterFailure was changed to "continue" does not block the line', async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeOrderedWebhook({ retryDelays: [] });
  const [failed = "", second = ""] = await postFor("a", "a");
  const [claim] = await claimDue();
  await updateWebhook(scope, id, { orderAfterFailure: "continue" });
  if (claim) await new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject));
  expect(await loadDelivery(failed)).toMatchObject({ state: "failed", blocksOrder: false });
  expect(await claimIds()).toEqual([second]);
});

test("turning `ordered` on also puts open deliveries in order; after turning it off, no delivery waits any more", async () => {
  const { id } = await makeOrderedWebhook({ ordered: false });
  const [first = "", second = ""] = await postFor("a", "a");
  await updateWebhook(scope, id, { ordered: true });
  const [third = ""] = await postFor("a");
  expect(await claimIds()).toEqual([first]);
  expect(await loadDelivery(third)).toMatchObject({ waitsFor: first });
  await updateWebhook(scope, id, { ordered: false });
  expect(await claimIds()).toEqual([second, third].sort());
});
