import { afterEach, expect, test } from "vitest";
import { makeWebhook, postMany, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { requestResend } from "../deliveries/request-resend";
import { registerSignalSender } from "../signals";
import { DeliveryWorker } from "./delivery-worker";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
let workers: DeliveryWorker[] = [];
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  registerSignalSender(undefined);
});

function startWorkers(): void {
  registerSignalSender(async () => {});
  workers = [new DeliveryWorker(), new DeliveryWorker()];
  for (const [slot, worker] of workers.entries()) void worker.run(slot, true);
}

/** Starts to count the claims of all workers: each claim renews the lease of its slot. Returns a function that reads the count. */
async function startCountingClaims(): Promise<() => Promise<number>> {
  await pool().query(`
    CREATE SEQUENCE claims;
    CREATE FUNCTION count_claim() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''claims''); RETURN NEW; END';
    CREATE TRIGGER count_claim BEFORE UPDATE ON engine_slots FOR EACH ROW EXECUTE FUNCTION count_claim()`);
  return async () => Number((await pool().query("SELECT nextval('claims') AS count")).rows[0].count);
}

test("two workers together keep to the throttle, with scheduled and manual attempts, and claim only when their turn comes", async () => {
  const perSecond = 40;
  const { id } = await makeWebhook({ url: receiver.url(), maxRequestsPerSecond: perSecond });
  await makeWebhook({ url: receiver.url("/other") });
  await postMany(80);
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM deliveries WHERE webhook_id = $1 LIMIT 8",
    [id],
  );
  for (const delivery of rows) await requestResend(scope, delivery.id);
  const readClaimCount = await startCountingClaims();
  startWorkers();
  const listThrottled = () => receiver.requests.filter(({ url }) => url === "/");
  await receiver.waitFor(() => listThrottled().length === 88, 15_000);
  const count = await readClaimCount();

  const times = listThrottled().map(({ at }) => at);
  const [first = 0] = times;
  // The last four may start together.
  expect((times.at(-1) ?? 0) - first).toBeGreaterThanOrEqual((84 / perSecond) * 1_000 - 50);
  const manual = listThrottled().filter(({ headers }) => headers["x-hookledger-attempt"] === "manual");
  expect(manual).toHaveLength(8);
  // Neither kind of attempt had to wait until all attempts of the other kind were sent.
  expect(manual.at(-1)?.at).toBeLessThan(times.at(-1) ?? 0);
  // Both workers claim at each turn; a loop that did not wait would claim more than a thousand times.
  expect(count).toBeLessThan(300);
  expect(receiver.requests.filter(({ url }) => url === "/other")).toHaveLength(80);
  expect(receiver.requests.findLastIndex(({ url }) => url === "/other")).toBeLessThan(
    receiver.requests.length - 20,
  );
}, 30_000);
