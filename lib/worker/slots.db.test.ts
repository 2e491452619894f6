import type pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, postEvent, postMany, scope } from "@/testing/ledger";
import { pool } from "../db";
import { claimDeliveries, maxInFlightPerWebhook } from "../deliveries/claim-deliveries";
import { recordInterruptedAttempts } from "../deliveries/record-interrupted";
import { findWebhookDueTimes, lookForWork } from "../slots/find-due";
import {
  declineSlot,
  markCalled,
  markLeaving,
  releaseSlot,
  type SlotLease,
  takeSlot,
} from "../slots/slot-lease";
import { parseWake } from "../slots/wake-workers";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { holdOrDiscardDeliveries } from "../webhooks/hold-or-discard-deliveries";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/";
let clients: pg.PoolClient[] = [];
beforeEach(async () => {
  clients = [await pool().connect(), await pool().connect()];
  await pool().query("DELETE FROM engine_slots");
});
afterEach(async () => {
  for (const client of clients) client.release();
  await pool().query("UPDATE webhooks SET deleted_at = now() WHERE deleted_at IS NULL");
  await pool().query("DELETE FROM open_deliveries");
});

async function takeFreeSlot(slot: number): Promise<SlotLease> {
  const lease = await takeSlot(pool(), slot);
  if (!lease) throw new Error(`slot ${slot} is taken`);
  return lease;
}

const claim = (index: number, lease: SlotLease, webhookId: string, room: number) =>
  claimDeliveries(clients[index] as pg.PoolClient, lease, [{ webhookId, room }]);

test("only one of several loops gets a slot; another can take it once the first loop releases it, leaves or stops claiming", async () => {
  const slotLeases = await Promise.all(Array.from({ length: 5 }, () => takeSlot(pool(), 0)));
  const [first] = slotLeases.filter((lease) => lease !== null);
  expect(slotLeases.filter((lease) => lease !== null)).toHaveLength(1);
  if (!first) throw new Error("nobody got the slot");
  await releaseSlot(pool(), first);
  const second = await takeFreeSlot(0);
  await markLeaving(pool(), second);
  const third = await takeFreeSlot(0);
  await releaseSlot(pool(), second); // Too late: the third loop has it.
  expect(await takeSlot(pool(), 0)).toBeNull();
  await pool().query("UPDATE engine_slots SET leased_until = now() - interval '1 second' WHERE token = $1", [
    third.token,
  ]);
  expect(await takeSlot(pool(), 0)).not.toBeNull();
});

test("only one of several callers of a slot signals it; pauses between calls grow until a loop takes the slot", async () => {
  const calledResults = await Promise.all(Array.from({ length: 5 }, () => markCalled(pool(), 0)));
  expect(calledResults.filter(Boolean)).toHaveLength(1);
  const pauses: number[] = [];
  for (let call = 0; call < 5; call += 1) {
    const { rows } = await pool().query(
      "SELECT extract(epoch FROM called_until - now()) AS seconds FROM engine_slots",
    );
    pauses.push(Math.round(rows[0].seconds));
    await pool().query("UPDATE engine_slots SET called_until = now() - interval '1 second'");
    expect(await markCalled(pool(), 0)).toBe(true);
  }
  expect(pauses).toEqual([2, 4, 8, 16, 30]);
  const lease = await takeFreeSlot(0);
  expect(await markCalled(pool(), 0)).toBe(false);
  await releaseSlot(pool(), lease);
  expect(await markCalled(pool(), 0)).toBe(true);
  await declineSlot(pool(), 0);
  expect(await markCalled(pool(), 0)).toBe(false);
});

test("a loop that has lost its slot claims nothing", async () => {
  const { id } = await makeWebhook({ url });
  await postEvent();
  const lost = await takeFreeSlot(0);
  await markLeaving(pool(), lost);
  const lease = await takeFreeSlot(0);
  expect(await claim(0, lost, id, 10)).toMatchObject({ holdsSlot: false, deliveries: [] });
  expect((await claim(0, lease, id, 10)).deliveries).toHaveLength(1);
  expect(await claim(0, lease, id, 10)).toMatchObject({ holdsSlot: true, deliveries: [] });
});

test("a webhook's limit holds across workers that claim at the same time", async () => {
  const { id } = await makeWebhook({ url });
  await postMany(3 * maxInFlightPerWebhook);
  const slotLeases = [await takeFreeSlot(0), await takeFreeSlot(1)];
  let claimed = 0;
  for (let round = 0; round < 10; round += 1) {
    const claims = await Promise.all(slotLeases.map((lease, index) => claim(index, lease, id, 70)));
    claimed += claims.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
    expect(claimed).toBeLessThanOrEqual(maxInFlightPerWebhook);
  }
  expect(claimed).toBe(maxInFlightPerWebhook);
});

test("while a webhook is being changed, a claim reports it as busy; once it is disabled, as closed", async () => {
  const { id } = await makeWebhook({ url });
  await postEvent();
  const lease = await takeFreeSlot(0);
  const changingClient = clients[1] as pg.PoolClient;
  await changingClient.query("BEGIN");
  await changingClient.query("UPDATE webhooks SET state = 'disabled' WHERE id = $1", [id]);
  expect(await claim(0, lease, id, 10)).toMatchObject({ busyWebhookIds: [id], deliveries: [] });
  await changingClient.query("COMMIT");
  expect(await claim(0, lease, id, 10)).toMatchObject({ closedWebhookIds: [id], deliveries: [] });
});

test("a delivery accepted just as its webhook is paused or deleted is held or discarded with the reason", async () => {
  const pausedWebhook = await makeWebhook({ url, triggers: ["OpportunityCreated"] });
  const [heldTraceId = ""] = await postEvent({ type: "OpportunityCreated" });
  await pool().query("UPDATE webhooks SET state = 'paused' WHERE id = $1", [pausedWebhook.id]);
  await holdOrDiscardDeliveries(pausedWebhook.id);
  expect(await loadDelivery(heldTraceId)).toMatchObject({ state: "held", nextAttemptAt: null });
  const { rows } = await pool().query("SELECT state_reason FROM deliveries WHERE id = $1", [heldTraceId]);
  expect(rows).toEqual([{ state_reason: "webhook_paused" }]);
  const deleted = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });
  const [discarded = ""] = await postEvent({ type: "OpportunityDeleted" });
  await pool().query("UPDATE webhooks SET deleted_at = now() WHERE id = $1", [deleted.id]);
  await holdOrDiscardDeliveries(deleted.id);
  expect(await loadDelivery(discarded)).toMatchObject({ state: "discarded" });
});

test("deleting a webhook discards its deliveries; one being sent stays open until its attempt has ended", async () => {
  const { id } = await makeWebhook({ url });
  await postMany(2);
  const lease = await takeFreeSlot(0);
  const [deliveryInFlight] = (await claim(0, lease, id, 1)).deliveries;
  await deleteWebhook(scope, id);
  const { rows } = await pool().query("SELECT delivery_id, due_at FROM open_deliveries");
  expect(rows).toEqual([{ delivery_id: deliveryInFlight?.deliveryId, due_at: Number.POSITIVE_INFINITY }]);
  expect(await findWebhookDueTimes(pool())).toEqual([]);
  const count = async () => (await pool().query("SELECT 1 FROM open_deliveries")).rowCount;
  await recordInterruptedAttempts();
  expect(await count()).toBe(1);
  // As if its worker had died.
  await pool().query("UPDATE open_deliveries SET lease_until = now() - interval '1 second'");
  await recordInterruptedAttempts();
  expect(await count()).toBe(0);
  expect(await loadDelivery(deliveryInFlight?.deliveryId ?? "")).toMatchObject({
    state: "discarded",
    attemptCount: 1,
    attempts: [
      { id: deliveryInFlight?.attemptId, number: 1, outcome: "unknown", error: { code: "interrupted" } },
    ],
  });
});

test("a held delivery whose worker died gets its interrupted attempt in the history, and is not sent", async () => {
  const { id } = await makeWebhook({ url });
  await postMany(1);
  const [interruptedDelivery] = (await claim(0, await takeFreeSlot(0), id, 1)).deliveries;
  await pool().query("UPDATE webhooks SET state = 'disabled' WHERE id = $1", [id]);
  await holdOrDiscardDeliveries(id);
  await recordInterruptedAttempts();
  expect(await loadDelivery(interruptedDelivery?.deliveryId ?? "")).toMatchObject({
    state: "held",
    attempts: [],
  });
  await pool().query("UPDATE open_deliveries SET lease_until = now() - interval '1 second'");
  await recordInterruptedAttempts();
  expect(await loadDelivery(interruptedDelivery?.deliveryId ?? "")).toMatchObject({
    state: "held",
    attemptCount: 1,
    attempts: [{ id: interruptedDelivery?.attemptId, number: 1, outcome: "unknown" }],
  });
});

test("after a worker died, its interrupted attempt is recorded even if the webhook is deleted first", async () => {
  const { id } = await makeWebhook({ url });
  await postMany(1);
  const [interrupted] = (await claim(0, await takeFreeSlot(0), id, 1)).deliveries;
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second', lease_until = now() - interval '1 second'",
  );
  await deleteWebhook(scope, id);
  await recordInterruptedAttempts();
  expect(await loadDelivery(interrupted?.deliveryId ?? "")).toMatchObject({
    state: "discarded",
    attempts: [{ id: interrupted?.attemptId, number: 1, outcome: "unknown" }],
  });
});

test("the search finds when webhooks are due; the watch sees due work, late work and awake loops", async () => {
  expect(await lookForWork(pool())).toEqual({ claimable: false, late: false, awake: false });
  const dueWebhook = await makeWebhook({ url });
  await postMany(3);
  const laterWebhook = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });
  const [laterTraceId] = await postEvent({ type: "OpportunityDeleted" });
  await pool().query("UPDATE open_deliveries SET due_at = now() + interval '1 hour' WHERE delivery_id = $1", [
    laterTraceId,
  ]);
  const found = new Map((await findWebhookDueTimes(pool())).map((due) => [due.webhookId, due]));
  expect(found.get(dueWebhook.id)?.dueInMs).toBeLessThanOrEqual(0);
  expect(found.get(laterWebhook.id)?.dueInMs).toBeGreaterThan(3_500_000);
  expect(await lookForWork(pool())).toEqual({ claimable: true, late: false, awake: false });
  await takeFreeSlot(0);
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '11 seconds' WHERE webhook_id = $1",
    [dueWebhook.id],
  );
  expect(await lookForWork(pool())).toEqual({ claimable: true, late: true, awake: true });
});

test("a NOTIFY payload names the webhooks with due work; any other payload makes loops search for all due work", () => {
  const id = "01a1fbd5-8ef2-7702-8ffd-fd2e0ab0e67b";
  expect(parseWake(`:${id}`)).toEqual({ webhookIds: [id], resend: false });
  expect(parseWake(`r:${id},${id}`)).toEqual({ webhookIds: [id, id], resend: true });
  for (const payload of [undefined, "", "*", "x:1", `${id}`]) expect(parseWake(payload)).toBeNull();
});
