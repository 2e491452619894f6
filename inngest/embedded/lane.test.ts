import { expect, test } from "vitest";
import type { Taken } from "@/lib/engine/take-runs";
import { Lane } from "./lane";

function lane(limits: { batchSize?: number; limit?: number; keyLimit?: number } = {}) {
  const all = { batchSize: 1, limit: 100, keyLimit: 100, ...limits };
  return new Lane({
    id: "f",
    triggers: [],
    crons: [],
    batches: () => true,
    keyOf: () => "-",
    retries: 0,
    ...all,
  });
}

function taken(keys: string[], seen = keys.length, sizes = 1): Taken {
  const signals = Array.from({ length: sizes }, () => ({ name: "s", data: {} }));
  const runs = keys.map((key) => ({ run: { functionId: "f", key, signals }, lastId: "7" }));
  return { runs, seen, lowest: keys.at(-1) };
}

test("it walks on from the last key, around once more when there may be more, and rests when there is nothing", () => {
  const walk = lane();
  expect(walk.hungry).toBe(false);
  walk.wake();
  const first = walk.taking(2);
  expect(first).toMatchObject({ maxKeys: 2, below: undefined });
  walk.note(first, taken(["z", "m"]));
  const second = walk.taking(2);
  expect(second.below).toBe("m");
  walk.note(second, taken(["a"]));
  expect(walk.hungry).toBe(true);
  const third = walk.taking(2);
  expect(third.below).toBeUndefined();
  expect(walk.note(third, taken([], 0))).toBe(false);
  expect(walk.hungry).toBe(false);
});

test("it does not go around after batches that were not full", () => {
  const walk = lane({ batchSize: 10 });
  walk.wake();
  walk.note(walk.taking(5), taken(["a", "b"]));
  expect(walk.hungry).toBe(false);
  walk.wake();
  walk.note(walk.taking(5), taken(["a"], 1, 10));
  expect(walk.hungry).toBe(true);
  expect(walk.taking(5).takenBefore).toEqual(new Map([["a", "7"]]));
});

test("a signal that comes during a walk is not missed", () => {
  const walk = lane();
  walk.wake();
  const asked = walk.taking(5);
  walk.wake();
  walk.note(asked, taken([], 0));
  expect(walk.hungry).toBe(true);
});

test("a key at its limit is passed over until one of its runs is over; a function at its limit rests", () => {
  const walk = lane({ keyLimit: 1, limit: 2 });
  walk.wake();
  walk.note(walk.taking(5), taken(["a"]));
  expect(walk.taking(5)).toMatchObject({ busyKeys: ["a"], maxKeys: 1 });
  walk.note(walk.taking(5), taken([], 0));
  expect(walk.hungry).toBe(false);
  walk.release("a");
  expect(walk.hungry).toBe(true);
  expect(walk.taking(5).busyKeys).toEqual([]);
  walk.note(walk.taking(2), taken(["a", "b"]));
  expect(walk.hungry).toBe(false);
  walk.release("b");
  expect(walk.hungry).toBe(true);
});

test("rows that are there but cannot be had are looked for from the start first, and later", () => {
  const walk = lane({ batchSize: 2 });
  walk.wake();
  walk.note(walk.taking(5), taken(["a"], 1, 2));
  const second = walk.taking(5);
  expect(walk.note(second, taken([], 1))).toBe(false);
  expect(walk.hungry).toBe(true);
  expect(walk.taking(5).takenBefore.size).toBe(0);
  expect(walk.note(walk.taking(5), taken([], 1))).toBe(true);
  expect(walk.hungry).toBe(false);
});
