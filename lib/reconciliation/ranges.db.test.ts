import { expect, test } from "vitest";
import { makeDeliveries } from "@/testing/jobs";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import {
  insertSucceeded,
  listAllItems,
  loseAtRandom,
  makeRandom,
  quote,
  sendAcceptedList,
  sendList,
  shuffle,
} from "@/testing/reconciliation";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { listItems } from "./list-items";
import { itemPageQuerySchema } from "./schema";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const since = "2020-01-01T00:00:00Z";
const formatRange = (from: number, to: number) => JSON.stringify({ from, to });

/** Finds the runs of consecutive numbers in a list of numbers, which can have any order. */
function findRuns(numbers: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

test("if the receiver lost a random 5% of 24,000 numbered deliveries, exactly those are missing and resent", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), sequence: true });
  // The numbers are neither in the order of the trace IDs nor in its reverse.
  const numbers = shuffle(Array.from({ length: 24_000 }, (_, index) => index + 1));
  const ids = await insertSucceeded(webhookId, numbers);
  const { kept, lost } = loseAtRandom(numbers, 0.05);
  const lostIds = lost.map((number) => ids[numbers.indexOf(number)]);
  const runs = findRuns(kept);
  const random = makeRandom();
  const lists = {
    runs: runs.map(([first, last]) => formatRange(first, last)),
    "single numbers": kept.map((number) => formatRange(number, number)),
    // Each series of consecutive numbers: the whole, two overlapping parts of it, and the overlap of these parts.
    overlapping: runs.flatMap(([first, last]) => {
      const pick = (low: number) => low + Math.floor(random() * (last - low + 1));
      const low = pick(first);
      const high = pick(low);
      return [
        [first, last],
        [first, high],
        [low, last],
        [low, high],
      ].map(([from = first, to = last]) => formatRange(from, to));
    }),
  };
  for (const [name, lines] of Object.entries(lists)) {
    const found = await sendAcceptedList(webhookId, shuffle(lines));
    expect(found, name).toMatchObject({
      ...{ deliveries: 24_000, received: kept.length, missing: lost.length, unsent: 0, discarded: 0 },
      list: { traceIds: 0, ranges: lines.length, duplicates: 0, invalid: 0, unknown: 0, examples: [] },
    });
    expect(found.items.map(({ sequence }) => sequence)).toEqual(lost.slice(0, 100));
    expect(await listAllItems(found.id, "missing")).toEqual(lostIds);
  }
  const resent = await sendAcceptedList(webhookId, lists.runs, { resend: "true", from: since });
  expect(resent.job).toMatchObject({ total: lost.length, filter: { reconciliationId: resent.id } });
  expect(await prisma().receivedRange.count()).toBe(0);
});

test("a long range covers the gaps between thousands of short ranges", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), sequence: true });
  const numbers = Array.from({ length: 24_000 }, (_, index) => index + 1);
  await insertSucceeded(webhookId, numbers);
  const even = numbers.filter((number) => number % 2 === 0).map((number) => formatRange(number, number));
  const found = await sendAcceptedList(webhookId, [...even, formatRange(1, 23_001)]);
  const lost = numbers.filter((number) => number > 23_001 && number % 2 === 1);
  expect(found).toMatchObject({ missing: lost.length, list: { ranges: 12_001 } });
  expect(found.items.map(({ sequence }) => sequence)).toEqual(lost.slice(0, 100));
});

test("trace IDs and ranges can be mixed; invalid lines are counted and listed, and do not count as received", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), sequence: true });
  const ids = await insertSucceeded(webhookId, [1, 2, 3, 4, 5, 6, 7, 8, null, null]);
  const at = (...indexes: number[]) => indexes.map((index) => ids[index] ?? "");
  const unknownTraceId = "01a1b2c3-0000-7000-8000-00000000abcd";
  const found = await sendAcceptedList(webhookId, [
    ...[formatRange(6, 5), formatRange(-8, -5), formatRange(0, 8), '{"from": 4.5, "to": 8}', '{"to": 8}'],
    // Ranges above the last number of the webhook, in part or as a whole.
    ...[formatRange(5, 9), formatRange(1_000_000, 2_000_000)],
    ...[formatRange(7, 7), formatRange(1, 2), formatRange(2, 3), formatRange(1, 2)],
    // The delivery of the first trace ID is also in a range.
    ...quote(at(0, 4, 8, 4)),
    JSON.stringify(unknownTraceId),
  ]);
  expect(found).toMatchObject({ deliveries: 10, received: 6, missing: 4 });
  expect(found.items.map(({ traceId, sequence }) => [traceId, sequence])).toEqual(
    [3, 5, 7, 9].map((index) => [ids[index], index === 9 ? null : index + 1]),
  );
  const { examples, ...counts } = found.list;
  expect(counts).toEqual({ traceIds: 4, ranges: 6, duplicates: 1, invalid: 5, unknown: 3, outsideWindow: 0 });
  expect(examples.map(({ line, problem }) => [line, problem])).toEqual([
    ...[1, 2, 3, 4, 5].map((line) => [line, "invalid"]),
    [15, "duplicate"],
    ...[6, 7, 16].map((line) => [line, "unknown"]),
  ]);
  expect(examples.at(-2)?.text).toBe('{"from":1000000,"to":2000000}');
});

test("missing deliveries are found by the numbers that a receiver got; a delivery without a number is unsent", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), sequence: true });
  const numbered = await makeNumberedDeliveries(webhookId, 4);
  const numbers = receiver.requests.map(({ headers }) => Number(headers["x-hookledger-sequence"]));
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
  const [pending = ""] = await postEvent();
  const [held = ""] = await makeDeliveries(webhookId, 1, "held");
  const found = await sendAcceptedList(webhookId, [formatRange(4, 4), formatRange(1, 1)]);
  expect(found).toMatchObject({ received: 2, missing: 2, unsent: 2 });
  expect(found.items).toMatchObject([
    { traceId: numbered[1], sequence: 2 },
    { traceId: numbered[2], sequence: 3 },
  ]);
  const unsent = await listItems(scope, found.id, itemPageQuerySchema.parse({ kind: "unsent" }));
  expect(unsent?.items).toMatchObject([
    { traceId: pending, sequence: null },
    { traceId: held, sequence: null },
  ]);
});

test("a discarded delivery is listed with its sequence number", async () => {
  receiver.respond({ status: 500 });
  const { id: webhookId } = await makeWebhook({ url: receiver.url(), sequence: true, retryDelays: [60] });
  const [, discarded = ""] = await makeNumberedDeliveries(webhookId, 2);
  await pool().query("UPDATE open_deliveries SET due_at = NULL WHERE delivery_id = $1", [discarded]);
  await pool().query("UPDATE deliveries SET state = 'held' WHERE id = $1", [discarded]);
  await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries: "discard" });
  const found = await sendAcceptedList(webhookId, [formatRange(1, 1)]);
  expect(found).toMatchObject({ received: 1, missing: 0, unsent: 0, discarded: 1 });
  const page = await listItems(scope, found.id, itemPageQuerySchema.parse({ kind: "discarded" }));
  expect(page?.items).toMatchObject([{ traceId: discarded, sequence: 2, discardedBy: "Tests" }]);
});

test("ranges are unknown if the webhook has no sequence numbers, and nothing is resent for them", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  await makeDeliveries(webhookId, 2, "succeeded");
  const lines = Array.from({ length: 12 }, (_, index) => formatRange(index + 1, index + 1));
  const found = await sendAcceptedList(webhookId, lines);
  expect(found).toMatchObject({ received: 0, missing: 2, list: { ranges: 12, unknown: 12 } });
  expect(found.list.examples.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await sendList(webhookId, lines, { resend: "true", from: since })).toMatchObject({
    rejected: "nothing_recognized",
  });
});

/** Makes and sends deliveries, which get the numbers from 1 in the order of their trace IDs. */
async function makeNumberedDeliveries(webhookId: string, count: number): Promise<string[]> {
  const traceIds = await makeDeliveries(webhookId, count, "pending");
  await attemptDue();
  return traceIds;
}
