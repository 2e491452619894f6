import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent } from "@/testing/ledger";
import { pool } from "../db";
import { registerSignalSender, type Signal } from "../signals";
import { takeSlot } from "../slots/slot-lease";
import { watchSlotsOnce } from "../slots/watch-slots";
import { isWorkerIdle, runSlot, startDeliveryWorker, stopDeliveryWorker } from "./run-slot";

useDatabase();
beforeAll(fillCatalogue);
let sentSignals: Signal[] = [];
beforeEach(async () => {
  sentSignals = [];
  registerSignalSender(async (signals) => {
    sentSignals.push(...signals);
  });
  await pool().query("DELETE FROM engine_slots");
});
afterEach(stopDeliveryWorker);
afterEach(() => registerSignalSender(undefined));

const countAwakeSlots = async () =>
  (await pool().query("SELECT 1 FROM engine_slots WHERE leased_until > now()")).rowCount;

test("a run gets no slot before the worker is started, while it stops and afterwards", async () => {
  expect(await runSlot(0, true)).toMatchObject({ taken: false });
  startDeliveryWorker();
  const stopping = stopDeliveryWorker();
  expect(await runSlot(0, true)).toMatchObject({ taken: false });
  await stopping;
  expect(await runSlot(0, true)).toMatchObject({ taken: false });
  expect(await countAwakeSlots()).toBe(0);
});

test("a worker is idle while no run has a slot", async () => {
  expect(isWorkerIdle()).toBe(false);
  startDeliveryWorker();
  expect(isWorkerIdle()).toBe(true);
  const run = runSlot(0, true);
  await expect.poll(isWorkerIdle, { interval: 10 }).toBe(false);
  await stopDeliveryWorker();
  expect(await run).toMatchObject({ slot: 0, taken: true });
});

test("when work is late although a slot is awake, only a process with an idle worker calls a second slot", async () => {
  await makeWebhook({ url: "http://127.0.0.1:9/" });
  await postEvent();
  await pool().query("UPDATE open_deliveries SET due_at = now() - interval '11 seconds'");
  await takeSlot(pool(), 0);
  const second = { name: "delivery/slot-called", data: { slot: 1 } };
  await watchSlotsOnce();
  expect(sentSignals).not.toContainEqual(second);
  await watchSlotsOnce(true);
  expect(sentSignals).toContainEqual(second);
});
