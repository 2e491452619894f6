import { afterEach, expect, test } from "vitest";
import { attemptDue, claimDue, makeWebhook, postFor, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, type Queryable, transaction } from "../db";
import { makeFirstDue } from "../lines/move-lines";
import { lookForWork } from "../slots/find-due";
import { type SlotLease, takeSlot } from "../slots/slot-lease";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { attemptDelivery } from "./attempt-delivery";
import { type Claim, claimDeliveries } from "./claim-deliveries";
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

async function takeTestSlot(): Promise<SlotLease> {
  const slot = 7;
  await pool().query("DELETE FROM engine_slots WHERE slot = $1", [slot]);
  const lease = await takeSlot(pool(), slot);
  if (!lease) throw new Error("another claim has the slot");
  return lease;
}

/**
 * Claims from the webhook, and runs `beforeCommit` between the statement that claims and its commit. Returns the claim and the result of
 * `beforeCommit`.
 */
async function claimAround<T>(
  webhookId: string,
  beforeCommit: () => Promise<T>,
): Promise<{ claim: Claim; result: T }> {
  const lease = await takeTestSlot();
  const client = await pool().connect();
  let claimed: Promise<unknown> | undefined;
  let result: Promise<T> | undefined;
  const query = async (config: string | { name: string }) => {
    if (config === "COMMIT") {
      await claimed;
      result = beforeCommit();
      await result;
    }
    const response = client.query(config as string);
    if (typeof config !== "string" && config.name === "ordered-claim-deliveries") claimed = response;
    return response;
  };
  try {
    const claim = await claimDeliveries({ query } as unknown as Queryable, lease, [{ webhookId, room: 10 }]);
    return { claim, result: await (result as Promise<T>) };
  } finally {
    client.release();
  }
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
  const { claim: secondClaim, result } = await claimAround(id, async () => {
    const recording = new Promise((resolve, reject) => claim && attemptDelivery(claim, resolve, reject));
    const waitingSql =
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect
      .poll(async () => (await pool().query(waitingSql)).rowCount, { interval: 10, timeout: 5_000 })
      .toBe(1);
    return { recording };
  });
  expect(secondClaim).toMatchObject({ deliveries: [], busyWebhookIds: [] });
  expect(await result.recording).toEqual({ kind: "succeeded" });
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
    const { claim } = await claimAround(id, async () => {});
    expect(claim).toMatchObject({ deliveries: [], busyWebhookIds: [id] });
  });
  expect(await isDue(second)).toBe(true);
});

test("a delivery that starts to wait does not keep the waiting delivery before it from becoming due", async () => {
  const { id } = await makeOrderedWebhook();
  const [first = "", second = ""] = await postFor("a", "a");
  await claimDue();
  expect(await claimIds()).toEqual([]);
  // As if the first one had just been recorded, and the second one were about to be made due.
  const { rows } = await pool().query<{ webhookId: string; line: string }>(
    `DELETE FROM open_deliveries WHERE delivery_id = $1 RETURNING webhook_id AS "webhookId", line`,
    [first],
  );
  await postFor("a");
  expect(await claimAround(id, () => makeFirstDue(pool(), rows))).toMatchObject({ result: 1 });
  await expect.poll(() => isDue(second)).toBe(true);
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

test("a few claims make all due deliveries of a long line wait behind its first one, even if each may take only one", async () => {
  const { id } = await makeOrderedWebhook();
  await postFor(...Array.from({ length: 450 }, () => "a"));
  const lease = await takeTestSlot();
  const examined = new Map<string, number>();
  const client = await pool().connect();
  const claimed: number[] = [];
  for (let claims = 0; claims < 5; claims += 1) {
    const { deliveries } = await claimDeliveries(
      client,
      lease,
      [{ webhookId: id, room: 1 }],
      undefined,
      examined,
    );
    claimed.push(deliveries.length);
  }
  client.release();
  expect(claimed).toEqual([1, 0, 0, 0, 0]);
  expect(await lookForWork(pool())).toMatchObject({ claimable: false });
  expect(examined.size).toBe(0);
  await deleteWebhook(scope, id);
  expect(
    (await pool().query("SELECT FROM open_deliveries WHERE webhook_id = $1 AND lease_token IS NULL", [id]))
      .rowCount,
  ).toBe(0);
});
