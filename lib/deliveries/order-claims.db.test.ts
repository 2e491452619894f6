import { afterEach, expect, test } from "vitest";
import { attemptDue, claimDue, makeWebhook, postFor, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, transaction } from "../db";
import { findHeads } from "../lines/find-heads";
import { lookForWork } from "../slots/find-due";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { attemptDelivery } from "./attempt-delivery";
import { recordInterruptedAttempts } from "./record-interrupted";

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

async function claimIds(): Promise<string[]> {
  return (await claimDue()).map(({ deliveryId }) => deliveryId).sort();
}

const isDue = async (traceId: string) =>
  (
    await pool().query(
      "SELECT FROM open_deliveries WHERE delivery_id = $1 AND due_at <= now() AND lease_token IS NULL",
      [traceId],
    )
  ).rowCount === 1;

test("if an outcome is recorded while a claim makes the next delivery wait, the next delivery becomes due", async () => {
  const { id } = await makeOrderedWebhook();
  const [, second = ""] = await postFor("a", "a");
  const [claim] = await claimDue();
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second' WHERE delivery_id = $1",
    [second],
  );
  const { recording } = await transaction(async (db) => {
    const heads = await findHeads(db, [{ webhookId: id, room: 10 }]);
    expect(heads.get(id)).toEqual({ deliveryIds: [], hasMore: false, isUndecided: false });
    const recording = new Promise((resolve, reject) => claim && attemptDelivery(claim, resolve, reject));
    const waitingSql =
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect
      .poll(async () => (await pool().query(waitingSql)).rowCount, { interval: 10, timeout: 5_000 })
      .toBe(1);
    return { recording };
  });
  expect(await recording).toEqual({ kind: "succeeded" });
  expect(await isDue(second)).toBe(true);
});

test("while the outcome of a delivery is being recorded, the next delivery of its line is neither claimed nor made to wait", async () => {
  const { id } = await makeOrderedWebhook();
  const [first = "", second = ""] = await postFor("a", "a");
  await claimDue();
  await pool().query(
    "UPDATE open_deliveries SET due_at = now() - interval '1 second' WHERE delivery_id = $1",
    [second],
  );
  await transaction(async (db) => {
    await db.query("SELECT FROM open_deliveries WHERE delivery_id = $1 FOR UPDATE", [first]);
    const heads = await transaction((other) => findHeads(other, [{ webhookId: id, room: 10 }]));
    expect(heads.get(id)).toEqual({ deliveryIds: [], hasMore: false, isUndecided: true });
  });
  expect(await isDue(second)).toBe(true);
});

test("the sweep makes a waiting delivery due if nothing is ahead of it or retention has removed the failed delivery ahead", async () => {
  receiver.respond({ status: 500 });
  await makeOrderedWebhook({ retryDelays: [] });
  const [failed = "", second = ""] = await postFor("a", "a");
  const [first = "", behind = ""] = await postFor("b", "b");
  await attemptDue([failed, second, behind]);
  await claimDue();
  await pool().query("DELETE FROM open_deliveries WHERE delivery_id = $1", [first]);
  await recordInterruptedAttempts();
  expect([await isDue(second), await isDue(behind)]).toEqual([false, true]);
  await pool().query("DELETE FROM deliveries WHERE id = $1", [failed]);
  await recordInterruptedAttempts();
  expect(await isDue(second)).toBe(true);
});

test("a few claims make all due deliveries of a long line wait behind its first one", async () => {
  const { id } = await makeOrderedWebhook();
  await postFor(...Array.from({ length: 450 }, () => "a"));
  expect(await claimIds()).toHaveLength(1);
  for (let claims = 0; claims < 3; claims += 1) expect(await claimIds()).toEqual([]);
  expect(await lookForWork(pool())).toMatchObject({ claimable: false });
  await deleteWebhook(scope, id);
  expect(
    (await pool().query("SELECT FROM open_deliveries WHERE webhook_id = $1 AND lease_token IS NULL", [id]))
      .rowCount,
  ).toBe(0);
});
