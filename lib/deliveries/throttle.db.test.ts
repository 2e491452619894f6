import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postMany, scope } from "@/testing/ledger";
import { pool } from "../db";
import { resetEnv } from "../env";
import { BacklogFull, refreshFullTenants, requireBacklogRoom } from "../events/backlog-limit";
import { findWebhookDueTimes, lookForWork } from "../slots/find-due";
import { type SlotLease, takeSlot } from "../slots/slot-lease";
import { updateWebhook } from "../webhooks/update-webhook";
import { claimDeliveries } from "./claim-deliveries";
import { claimManualAttempt } from "./claim-manual-attempt";
import { requestResend } from "./request-resend";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/";
let clients: pg.PoolClient[] = [];
let leases: SlotLease[] = [];
beforeEach(async () => {
  clients = [await pool().connect(), await pool().connect()];
  await pool().query("DELETE FROM engine_slots");
  leases = [];
  for (const slot of [0, 1]) {
    const lease = await takeSlot(pool(), slot);
    if (!lease) throw new Error("the slot is taken");
    leases.push(lease);
  }
});
afterEach(async () => {
  for (const client of clients) client.release();
  await pool().query("UPDATE webhooks SET deleted_at = now() WHERE deleted_at IS NULL");
  await pool().query("DELETE FROM attempts");
  await pool().query("DELETE FROM open_deliveries");
});
afterAll(resetEnv);

const claim = (loop: number, webhookId: string, room = 100) =>
  claimDeliveries(clients[loop] as pg.PoolClient, leases[loop] as SlotLease, [{ webhookId, room }]);

async function claimManual(attemptId: string): Promise<"claimed" | "throttled" | null> {
  const claimed = await claimManualAttempt(attemptId, attemptId);
  return claimed && ("throttledForMs" in claimed ? "throttled" : "claimed");
}

async function requestResends(webhookId: string, count: number): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM deliveries WHERE webhook_id = $1 ORDER BY id LIMIT $2",
    [webhookId, count],
  );
  const requested = [];
  for (const { id } of rows) requested.push(await requestResend(scope, id));
  return requested.map((one) => (one.ok ? one.attemptId : ""));
}

/** Moves the next turns of all lanes back, as if this much time had passed. */
const passTime = (ms: number) =>
  pool().query(
    `UPDATE lanes SET not_before = not_before - $1 * interval '1 ms', manual_not_before = manual_not_before - $1 * interval '1 ms'`,
    [ms],
  );

test("workers that claim at the same time share one throttle", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 40 });
  await postMany(30);
  for (let turn = 0; turn < 3; turn += 1) {
    const claims = await Promise.all([claim(0, id), claim(1, id)]);
    // The other worker found the webhook locked, or the turn already used.
    expect(claims.map(({ deliveries }) => deliveries.length).sort()).toEqual([0, 4]);
    expect((await claim(1, id)).deliveries).toEqual([]);
    await passTime(100);
  }
});

test("until its next turn, a throttled webhook does not count as due for the worker's search, the watch or the backlog limit", async () => {
  process.env.HOOKLEDGER_MAX_DUE_DELIVERIES = "2";
  resetEnv();
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 1 });
  await postMany(5);
  await refreshFullTenants();
  expect(() => requireBacklogRoom(scope, [])).toThrow(BacklogFull);
  await pool().query("UPDATE open_deliveries SET due_at = now() - interval '1 minute'");
  expect(await lookForWork(pool())).toMatchObject({ claimable: true, late: true });

  const first = await claim(0, id);
  expect(first.deliveries).toHaveLength(1);
  expect(first.throttledForMs.get(id)).toBeGreaterThan(900);
  const [due] = await findWebhookDueTimes(pool());
  expect(due?.dueInMs).toBeGreaterThan(900);
  expect(due?.dueInMs).toBeLessThanOrEqual(1_000);
  expect(await lookForWork(pool())).toMatchObject({ claimable: false, late: false });
  await refreshFullTenants();
  expect(() => requireBacklogRoom(scope, [])).not.toThrow();
  expect(await claim(0, id)).toMatchObject({
    deliveries: [],
    throttledForMs: new Map([[id, expect.any(Number)]]),
  });

  await passTime(1_000);
  expect((await findWebhookDueTimes(pool()))[0]?.dueInMs).toBeLessThanOrEqual(0);
  expect(await lookForWork(pool())).toMatchObject({ claimable: true, late: false });
  // If no worker claims for a while after the turn, the backlog counts again.
  await passTime(10_000);
  expect(await lookForWork(pool())).toMatchObject({ claimable: true, late: true });
  await refreshFullTenants();
  expect(() => requireBacklogRoom(scope, [])).toThrow(BacklogFull);
  delete process.env.HOOKLEDGER_MAX_DUE_DELIVERIES;
  resetEnv();
  await refreshFullTenants();
});

test("without a throttle, nothing waits, and the webhook gets no lane", async () => {
  const { id } = await makeWebhook({ url });
  await postMany(3);
  expect(await claim(0, id)).toMatchObject({ throttledForMs: new Map(), deliveries: { length: 3 } });
  const [attemptId = ""] = await requestResends(id, 1);
  expect(await claimManual(attemptId)).toBe("claimed");
  expect((await pool().query("SELECT FROM lanes WHERE webhook_id = $1", [id])).rowCount).toBe(0);
});

test("manual attempts count toward the throttle, even while the webhook is paused", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 1 });
  await postMany(3);
  const [first = "", second = ""] = await requestResends(id, 2);
  await pool().query("UPDATE webhooks SET state = 'paused' WHERE id = $1", [id]);
  const both = await Promise.all([claimManual(first), claimManual(second)]);
  expect(both.toSorted()).toEqual(["claimed", "throttled"]);
  await pool().query("UPDATE webhooks SET state = 'enabled' WHERE id = $1", [id]);
  expect((await claim(0, id)).throttledForMs.get(id)).toBeGreaterThan(0);
  await passTime(1_100);
  expect((await claim(0, id)).deliveries).toHaveLength(1);
  const waiting = both[0] === "throttled" ? first : second;
  expect(await claimManual(waiting)).toBe("throttled");
  await passTime(1_100);
  expect(await claimManual(waiting)).toBe("claimed");
  expect(await claimManual(waiting)).toBe(null);
});

test("scheduled and manual attempts take turns if both kinds wait", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 2 });
  await postMany(10);
  const requested = await requestResends(id, 5);
  /** Reads how many ms earlier scheduled attempts may start than manual ones. */
  const readLead = async () => {
    const sql = "SELECT extract(epoch FROM manual_not_before - not_before)::float8 * 1000 AS lead FROM lanes";
    return Math.round(
      (await pool().query<{ lead: number }>(`${sql} WHERE webhook_id = $1`, [id])).rows[0]?.lead ?? 0,
    );
  };
  for (let round = 0; round < 3; round += 1) {
    expect((await claim(0, id)).deliveries).toHaveLength(1);
    expect(await readLead()).toBe(0);
    for (const attemptId of requested.slice(0, 2)) expect(await claimManual(attemptId)).toBe("throttled");
    expect(await readLead()).toBe(-25);
    await passTime(525);
    expect(await claimManual(requested.shift() ?? "")).toBe("claimed");
    expect(await readLead()).toBe(25);
    expect(await claimManual(requested[0] ?? "")).toBe("throttled");
    expect(await readLead()).toBe(25);
    await passTime(525);
  }
});

test("with a larger throttle, scheduled attempts get their turns beside the attempts of a job, and together they use the whole throttle", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 100 });
  await postMany(60);
  const requested = await requestResends(id, 50);
  let scheduled = 0;
  let manual = 0;
  // 44 steps of 10 ms: a little less than half a second.
  for (let step = 0; step < 44; step += 1) {
    if ((await claimManual(requested[manual] ?? "")) === "claimed") manual += 1;
    scheduled += (await claim(0, id)).deliveries.length;
    await passTime(10);
  }
  expect(scheduled).toBeGreaterThanOrEqual(30);
  expect(manual).toBeGreaterThanOrEqual(3);
  expect(scheduled + manual).toBeGreaterThanOrEqual(40);
});

test("manual attempts give way to scheduled attempts only if those are due", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 2 });
  await postMany(2);
  await pool().query("UPDATE open_deliveries SET due_at = now() + interval '1 hour'");
  const [attemptId = ""] = await requestResends(id, 1);
  expect(await claimManual(attemptId)).toBe("claimed");
  const { rowCount } = await pool().query(
    "SELECT FROM lanes WHERE webhook_id = $1 AND not_before = manual_not_before",
    [id],
  );
  expect(rowCount).toBe(1);
});

test("with a larger throttle, several manual attempts can start at once, and each counts toward the throttle", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 30 });
  await postMany(3);
  await pool().query("UPDATE open_deliveries SET due_at = now() + interval '1 hour'");
  const requested = await requestResends(id, 3);
  const [start] = (await pool().query("SELECT clock_timestamp() AS at")).rows;
  for (const attemptId of requested) expect(await claimManual(attemptId)).toBe("claimed");
  const sql =
    "SELECT manual_not_before >= $2::timestamptz + interval '0.0999 s' AS used FROM lanes WHERE webhook_id = $1";
  expect((await pool().query(sql, [id, start.at])).rows).toEqual([{ used: true }]);
});

test("after a throttle is removed, the webhook is due at once and the next claim takes all its deliveries", async () => {
  const { id } = await makeWebhook({ url, maxRequestsPerSecond: 1 });
  await postMany(5);
  expect((await claim(0, id)).deliveries).toHaveLength(1);
  await updateWebhook(scope, id, { maxRequestsPerSecond: null });
  expect((await findWebhookDueTimes(pool()))[0]?.dueInMs).toBeLessThanOrEqual(0);
  expect((await claim(0, id)).deliveries).toHaveLength(4);
});
