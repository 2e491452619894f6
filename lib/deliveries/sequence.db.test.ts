import pg from "pg";
import { expect, test, vi } from "vitest";
import {
  attemptDue,
  attemptUntilDone,
  claimDue,
  loadDelivery,
  makeWebhook,
  postEvent,
  postMany,
  scope,
} from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, transaction } from "../db";
import { lockLane } from "../lanes/lane-locks";
import { takeScheduledTurns } from "../lanes/take-turn";
import { updateWebhook } from "../webhooks/update-webhook";
import { giveBack } from "./claim-deliveries";
import { requestResend } from "./request-resend";
import { sendManualAttempt } from "./send-manual-attempt";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const listReceivedNumbers = () => receiver.requests.map(({ headers }) => headers["x-hookledger-sequence"]);

async function resend(traceId: string) {
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  return await sendManualAttempt(requested.attemptId);
}

async function loadNumbers(webhookId: string): Promise<(string | null)[]> {
  const { rows } = await pool().query<{ sequence: string | null }>(
    "SELECT sequence FROM deliveries WHERE webhook_id = $1 ORDER BY id",
    [webhookId],
  );
  return rows.map(({ sequence }) => sequence);
}

test("deliveries are numbered without gaps in the order of their acceptance; retries and resends have the same number", async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true, retryDelays: [60] });
  const traceIds = [await postEvent(), await postEvent(), await postEvent()].flat();
  await attemptDue();
  await attemptUntilDone(traceIds[1] ?? "");
  receiver.respond({ status: 200 });
  expect(await resend(traceIds[1] ?? "")).toBe(true);
  expect(listReceivedNumbers().slice(0, 3).sort()).toEqual(["1", "2", "3"]);
  expect(listReceivedNumbers().slice(3)).toEqual(["2", "2"]);
  expect(await loadNumbers(id)).toEqual(["1", "2", "3"]);
  expect(await loadDelivery(traceIds[2] ?? "")).toMatchObject({ sequence: 3 });
});

test("every dialect sends the sequence number; webhooks without the setting send none", async () => {
  const dialects = ["precisionlender", "loanpro", "plexe", "fineract", "standard-webhooks"];
  for (const dialect of dialects)
    await makeWebhook({ url: receiver.url(`/${dialect}`), dialect, sequence: true });
  const { id } = await makeWebhook({ url: receiver.url("/plain") });
  await postEvent();
  await attemptDue();
  for (const { url, headers } of receiver.requests)
    expect(headers["x-hookledger-sequence"], url).toBe(url === "/plain" ? undefined : "1");
  expect(receiver.requests).toHaveLength(dialects.length + 1);
  expect(await loadNumbers(id)).toEqual([null]);
});

test("a delivery without a number gets one at its first resend, and keeps it", async () => {
  receiver.respond({ status: 500 });
  const failurePolicy = { kind: "never" };
  const { id } = await makeWebhook({ url: receiver.url(), retryDelays: [60], failurePolicy });
  const [traceId = ""] = await postEvent();
  await attemptDue();
  expect(listReceivedNumbers()).toEqual([undefined]);
  await updateWebhook(scope, id, { sequence: true });
  await resend(traceId);
  await resend(traceId);
  await attemptUntilDone(traceId);
  expect(listReceivedNumbers().slice(1)).toEqual(["1", "1", "1"]);
  await updateWebhook(scope, id, { sequence: false });
  await postEvent();
  await attemptDue();
  expect(listReceivedNumbers().at(-1)).toBeUndefined();
  await resend(traceId);
  expect(listReceivedNumbers().at(-1)).toBe("1");
  await updateWebhook(scope, id, { sequence: true });
  await postEvent();
  await attemptDue();
  expect(await loadNumbers(id)).toEqual(["1", null, "2"]);
});

test("without a throttle, a resend of a delivery that already has a number does not change the lane", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true });
  const [traceId = ""] = await postEvent();
  await attemptDue();
  const readLaneVersion = async () =>
    (await pool().query("SELECT xmin, next_number FROM lanes WHERE webhook_id = $1", [id])).rows;
  const before = await readLaneVersion();
  await resend(traceId);
  expect(listReceivedNumbers()).toEqual(["1", "1"]);
  expect(await readLaneVersion()).toEqual(before);
});

test("a claimed delivery that is given back keeps its sequence number", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true });
  const [first = ""] = await postEvent();
  const [claimed] = await claimDue();
  if (!claimed) throw new Error("a claim was expected");
  await giveBack(pool(), claimed);
  await postEvent();
  await attemptDue();
  expect(await loadNumbers(id)).toEqual(["1", "2"]);
  const sent = receiver.requests.find(({ headers }) => headers["x-hookledger-trace-id"] === first);
  expect(sent?.headers).toMatchObject({ "x-hookledger-sequence": "1", "x-hookledger-attempt": "1" });
});

test("a resend and a claim of the same delivery give it one number, whichever is first", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true });
  await postMany(20);
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM deliveries WHERE webhook_id = $1", [
    id,
  ]);
  const resends = rows.map((row) => resend(row.id));
  await Promise.all([...resends, attemptDue()]);
  await attemptDue();
  const numbers = await loadNumbers(id);
  expect(numbers.map(Number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  for (const { headers } of receiver.requests) {
    const delivery = await loadDelivery(String(headers["x-hookledger-trace-id"]));
    expect(headers["x-hookledger-sequence"]).toBe(String(delivery.sequence));
  }
});

test("a resend that waits for a claim to unlock the lane sends the number that the claim assigned", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true });
  const [deliveryId = ""] = await postEvent();
  const { resending } = await transaction(async (db) => {
    const { nextNumber } = await lockLane(db, id);
    const resending = resend(deliveryId);
    const waitingSql =
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect
      .poll(async () => (await pool().query(waitingSql)).rowCount, { interval: 10, timeout: 5_000 })
      .toBe(1);
    const newlyNumbered = [{ deliveryId, sequence: nextNumber }];
    await takeScheduledTurns(db, [{ webhookId: id, seconds: 0, newlyNumbered }]);
    return { resending };
  });
  expect(await resending).toBe(true);
  expect(listReceivedNumbers()).toEqual(["1"]);
  await postEvent();
  await attemptDue();
  expect(await loadNumbers(id)).toEqual(["1", "2"]);
});

test("Postgres ends the transactions of a resend after 2 idle seconds, so a frozen process does not keep the lane and the line locked", async () => {
  await makeWebhook({ url: receiver.url(), sequence: true, ordered: true });
  const [traceId = ""] = await postEvent();
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  const { query } = pg.Client.prototype;
  const limits: Promise<pg.QueryResult>[] = [];
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args) {
    const [statement] = args as unknown[];
    if (statement === "COMMIT" || (statement as pg.QueryConfig).text === "COMMIT")
      limits.push(Reflect.apply(query, this, ["SHOW idle_in_transaction_session_timeout"]));
    return Reflect.apply(query, this, args);
  });
  expect(await sendManualAttempt(requested.attemptId).finally(() => spy.mockRestore())).toBe(true);
  const limit = [{ idle_in_transaction_session_timeout: "2s" }];
  // One transaction each: the claim without the lane, which finds nothing, the claim from the lane, and the recording.
  expect((await Promise.all(limits)).map(({ rows }) => rows)).toEqual([limit, limit, limit]);
});

test("while a resend has locked the lane, a claim takes nothing from the webhook instead of waiting", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), sequence: true });
  await postEvent();
  await transaction(async (db) => {
    await lockLane(db, id);
    expect(await claimDue()).toEqual([]);
  });
  expect(await claimDue()).toMatchObject([{ sequence: "1" }]);
});
