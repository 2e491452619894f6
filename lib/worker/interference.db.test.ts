import type pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { claimDue, fillCatalogue, loadDelivery, makeWebhook, postEvent } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { recordAttempt } from "../deliveries/record-attempts";
import { acceptEvent } from "../events/accept-events";
import { eventSchema } from "../events/schema";
import { newId } from "../ids";
import { systemScope } from "../scope/system-scope";
import { findRequestedResends } from "../slots/find-due";
import { declineSlot, markCalled, markLeaving, takeSlot } from "../slots/slot-lease";
import { releaseSql } from "../webhooks/hold-and-release-sql";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/";
let changingConnection: pg.PoolClient;
beforeEach(async () => {
  changingConnection = await pool().connect();
});
afterEach(async () => {
  changingConnection.release();
  await pool().query("UPDATE webhooks SET deleted_at = now() WHERE deleted_at IS NULL");
  await pool().query("DELETE FROM open_deliveries");
});

/** Waits until `count` sessions are waiting for a lock. */
const waitUntilBlocked = (count: number) =>
  expect
    .poll(
      async () =>
        (
          await pool().query(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
          )
        ).rowCount,
      { interval: 10, timeout: 5_000 },
    )
    .toBe(count);

test("the delivery of an event that is accepted while its webhook is being enabled is not held", async () => {
  const { id } = await makeWebhook({ url });
  await pool().query("UPDATE webhooks SET state = 'paused' WHERE id = $1", [id]);
  await changingConnection.query("BEGIN");
  await changingConnection.query("SELECT 1 FROM webhooks WHERE id = $1 FOR UPDATE", [id]);
  await changingConnection.query("UPDATE webhooks SET state = 'enabled' WHERE id = $1", [id]);
  await changingConnection.query(releaseSql, [id]);
  const accepting = acceptEvent(
    systemScope("Tests"),
    eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-1" }),
  );
  await waitUntilBlocked(1);
  await changingConnection.query("COMMIT");
  await accepting;
  const [delivery] = await prisma().delivery.findMany({ where: { webhookId: id } });
  expect(await loadDelivery(delivery?.id ?? "")).toMatchObject({ state: "pending" });
});

test("if an outcome is recorded while its delivery is being released, the delivery is pending afterwards", async () => {
  const { id } = await makeWebhook({ url });
  const [traceId = ""] = await postEvent();
  const [claimedDelivery] = await claimDue();
  if (!claimedDelivery) throw new Error("a claim was expected");
  await pool().query("UPDATE webhooks SET state = 'disabled' WHERE id = $1", [id]);
  await pool().query("UPDATE open_deliveries SET due_at = NULL WHERE delivery_id = $1", [traceId]);
  await changingConnection.query("BEGIN");
  await changingConnection.query("UPDATE webhooks SET state = 'enabled' WHERE id = $1", [id]);
  await changingConnection.query(releaseSql, [id]);
  const recordPromise = recordAttempt({
    deliveryId: traceId,
    attemptId: claimedDelivery.attemptId,
    webhookId: id,
    number: 1,
    startedAt: claimedDelivery.startedAt,
    leaseEnd: claimedDelivery.startedAt.getTime() + 20_000,
    decision: { kind: "retry", afterMs: 60_000 },
    method: null,
    durationMs: 1,
    destination: url,
    destinationIp: null,
    sourceIp: null,
    requestHeaders: {},
    responseCode: 500,
    responseHeaders: {},
    responseBody: null,
    responseTruncated: false,
    failure: { code: "http_500" },
    timing: null,
  });
  await waitUntilBlocked(1);
  await changingConnection.query("COMMIT");
  expect(await recordPromise).toEqual({ kind: "retry", afterMs: 60_000 });
  expect(await loadDelivery(traceId)).toMatchObject({ state: "pending", attemptCount: 1 });
});

test("a webhook whose settings cannot be read does not prevent claims of other webhooks' deliveries", async () => {
  const unreadableWebhook = await makeWebhook({ url });
  const readableWebhook = await makeWebhook({ url });
  await postEvent();
  await pool().query("UPDATE webhooks SET dialect = 'of a later version' WHERE id = $1", [
    unreadableWebhook.id,
  ]);
  expect((await claimDue()).map(({ webhook }) => webhook.id)).toEqual([readableWebhook.id]);
  const { rows } = await pool().query("SELECT attempt_count FROM open_deliveries WHERE webhook_id = $1", [
    unreadableWebhook.id,
  ]);
  expect(rows).toEqual([{ attempt_count: 0 }]);
});

test("the resends of one webhook do not hide those of another", async () => {
  const busyWebhook = await makeWebhook({ url, triggers: ["OpportunityCreated"] });
  const other = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });
  const [first = ""] = await postEvent({ type: "OpportunityCreated" });
  const [second = ""] = await postEvent({ type: "OpportunityDeleted" });
  const request = (deliveryId: string) =>
    prisma().attempt.create({ data: { id: newId(), deliveryId, manual: true, requestedAt: new Date() } });
  for (let count = 0; count < 40; count += 1) await request(first);
  await request(second);
  const found = await findRequestedResends(pool());
  expect(found.filter(({ webhookId }) => webhookId === busyWebhook.id)).toHaveLength(32);
  expect(found.filter(({ webhookId }) => webhookId === other.id)).toHaveLength(1);
});

test("if the called process declines because it has another slot, a leaving loop can soon call again", async () => {
  await pool().query("DELETE FROM engine_slots");
  const lease = await takeSlot(pool(), 0);
  if (!lease) throw new Error("the slot is taken");
  await markLeaving(pool(), lease);
  expect(await markCalled(pool(), 0, true)).toBe(true);
  await declineSlot(pool(), 0);
  await expect.poll(() => markCalled(pool(), 0, true), { interval: 50, timeout: 2_000 }).toBe(true);
});
