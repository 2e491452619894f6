import { expect, test } from "vitest";
import { FunctionQueue } from "./function-queue";
import type { DequeueResult } from "./queue/dequeue-runs";

function makeQueue(limits: { batchSize?: number; limit?: number; keyLimit?: number } = {}) {
  const all = { batchSize: 1, limit: 100, keyLimit: 100, ...limits };
  return new FunctionQueue({
    id: "f",
    triggers: [],
    crons: [],
    canBatch: () => true,
    getKey: () => "-",
    retries: 0,
    ...all,
  });
}

function makeResult(keys: string[], seen = keys.length, sizes = 1): DequeueResult {
  const signals = Array.from({ length: sizes }, () => ({ name: "s", data: {} }));
  const runs = keys.map((key) => ({ run: { functionId: "f", key, signals }, lastId: "7" }));
  return { runs, seen, lowest: keys.at(-1) };
}

test("the walk over the keys continues below the last key examined, starts over while there may be more runs, and ends when there are none", () => {
  const queue = makeQueue();
  expect(queue.isReady).toBe(false);
  queue.wake();
  const first = queue.nextRequest(2);
  expect(first).toMatchObject({ maxKeys: 2, below: undefined });
  queue.recordResult(first, makeResult(["z", "m"]));
  const second = queue.nextRequest(2);
  expect(second.below).toBe("m");
  queue.recordResult(second, makeResult(["a"]));
  expect(queue.isReady).toBe(true);
  const third = queue.nextRequest(2);
  expect(third.below).toBeUndefined();
  expect(queue.recordResult(third, makeResult([], 0))).toBe(false);
  expect(queue.isReady).toBe(false);
});

test("the walk over the keys does not start over when no batch was full", () => {
  const queue = makeQueue({ batchSize: 10 });
  queue.wake();
  queue.recordResult(queue.nextRequest(5), makeResult(["a", "b"]));
  expect(queue.isReady).toBe(false);
  queue.wake();
  queue.recordResult(queue.nextRequest(5), makeResult(["a"], 1, 10));
  expect(queue.isReady).toBe(true);
  expect(queue.nextRequest(5).lastDequeuedIds).toEqual(new Map([["a", "7"]]));
});

test("a signal that arrives during a walk over the keys is not missed", () => {
  const queue = makeQueue();
  queue.wake();
  const request = queue.nextRequest(5);
  queue.wake();
  queue.recordResult(request, makeResult([], 0));
  expect(queue.isReady).toBe(true);
});

test("a key at its limit is skipped until one of its runs ends; a function at its limit dequeues nothing", () => {
  const queue = makeQueue({ keyLimit: 1, limit: 2 });
  queue.wake();
  queue.recordResult(queue.nextRequest(5), makeResult(["a"]));
  expect(queue.nextRequest(5)).toMatchObject({ busyKeys: ["a"], maxKeys: 1 });
  queue.recordResult(queue.nextRequest(5), makeResult([], 0));
  expect(queue.isReady).toBe(false);
  queue.finishRun("a");
  expect(queue.isReady).toBe(true);
  expect(queue.nextRequest(5).busyKeys).toEqual([]);
  queue.recordResult(queue.nextRequest(2), makeResult(["a", "b"]));
  expect(queue.isReady).toBe(false);
  queue.finishRun("b");
  expect(queue.isReady).toBe(true);
});

test("when other workers hold rows, the queue first searches again from the start, then asks to be woken later", () => {
  const queue = makeQueue({ batchSize: 2 });
  queue.wake();
  queue.recordResult(queue.nextRequest(5), makeResult(["a"], 1, 2));
  const second = queue.nextRequest(5);
  expect(queue.recordResult(second, makeResult([], 1))).toBe(false);
  expect(queue.isReady).toBe(true);
  expect(queue.nextRequest(5).lastDequeuedIds.size).toBe(0);
  expect(queue.recordResult(queue.nextRequest(5), makeResult([], 1))).toBe(true);
  expect(queue.isReady).toBe(false);
});
