import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { batch } from "./batch";

function makeGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("calls in one turn of the event loop share a flush, and each gets its own result", async () => {
  const flushes: number[][] = [];
  const double = batch<number, number>(
    async (items) => {
      flushes.push(items);
      return items.map((item) => item * 2);
    },
    { max: 10, concurrency: 1 },
  );
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  expect(flushes).toEqual([[1, 2, 3]]);
});

test("items that arrive during a flush go into the next flushes, at most `max` items in each", async () => {
  const flushes: number[][] = [];
  const firstGate = makeGate();
  const echo = batch<number, number>(
    async (items) => {
      flushes.push(items);
      if (flushes.length === 1) await firstGate.opened;
      return items;
    },
    { max: 2, concurrency: 1 },
  );
  const one = echo(1);
  await nextTurn();
  const rest = Promise.all([echo(2), echo(3), echo(4)]);
  firstGate.open();
  expect(await one).toBe(1);
  expect(await rest).toEqual([2, 3, 4]);
  expect(flushes).toEqual([[1], [2, 3], [4]]);
});

test("an error rejects every call of its flush, but no call of another flush", async () => {
  const picky = batch<number, number>(
    async (items) => {
      if (items.includes(13)) throw new Error("unlucky");
      return items;
    },
    { max: 2, concurrency: 1 },
  );
  const results = await Promise.allSettled([picky(1), picky(13), picky(2)]);
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected", "fulfilled"]);
});

test("after an error, isolateOnError flushes each item alone, so that only the failing item's call is rejected", async () => {
  const picky = batch<number, number>(
    async (items) => {
      if (items.includes(13)) throw new Error("unlucky");
      return items;
    },
    { max: 10, concurrency: 1, isolateOnError: (error) => (error as Error).message === "unlucky" },
  );
  const results = await Promise.allSettled([picky(1), picky(13), picky(2)]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
