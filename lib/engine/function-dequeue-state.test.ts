import { expect, test } from "vitest";
import { FunctionDequeueState } from "./function-dequeue-state";
import type { DequeueResult } from "./queue/dequeue-runs";

function makeState(limits: { batchSize?: number; limit?: number; keyLimit?: number } = {}) {
  const all = { batchSize: 1, limit: 100, keyLimit: 100, ...limits };
  return new FunctionDequeueState({
    id: "f",
    triggers: [],
    crons: [],
    canBatch: () => true,
    getKey: () => "-",
    retries: 0,
    ...all,
  });
}

function makeResult(keys: string[], examinedCount = keys.length, signalsPerRun = 1): DequeueResult {
  const signals = Array.from({ length: signalsPerRun }, () => ({ name: "s", data: {} }));
  const runs = keys.map((key) => ({ run: { functionId: "f", key, signals }, lastId: "7" }));
  return { runs, examinedCount, lowest: keys.at(-1) };
}

test("the scan of the keys continues below the last key examined, starts over while there may be more runs, and ends when there are none", () => {
  const state = makeState();
  expect(state.isReady).toBe(false);
  state.wake();
  const first = state.buildNextRequest(2);
  expect(first).toMatchObject({ maxKeys: 2, below: undefined });
  state.recordResult(first, makeResult(["z", "m"]));
  const second = state.buildNextRequest(2);
  expect(second.below).toBe("m");
  state.recordResult(second, makeResult(["a"]));
  expect(state.isReady).toBe(true);
  const third = state.buildNextRequest(2);
  expect(third.below).toBeUndefined();
  expect(state.recordResult(third, makeResult([], 0))).toBe(false);
  expect(state.isReady).toBe(false);
});

test("the scan of the keys does not start over when no batch was full", () => {
  const state = makeState({ batchSize: 10 });
  state.wake();
  state.recordResult(state.buildNextRequest(5), makeResult(["a", "b"]));
  expect(state.isReady).toBe(false);
  state.wake();
  state.recordResult(state.buildNextRequest(5), makeResult(["a"], 1, 10));
  expect(state.isReady).toBe(true);
  expect(state.buildNextRequest(5).lastDequeuedIds).toEqual(new Map([["a", "7"]]));
});

test("a signal that arrives during a scan of the keys is not missed", () => {
  const state = makeState();
  state.wake();
  const request = state.buildNextRequest(5);
  state.wake();
  state.recordResult(request, makeResult([], 0));
  expect(state.isReady).toBe(true);
});

test("a key at its limit is skipped until one of its runs ends; a function at its limit dequeues nothing", () => {
  const state = makeState({ keyLimit: 1, limit: 2 });
  state.wake();
  state.recordResult(state.buildNextRequest(5), makeResult(["a"]));
  expect(state.buildNextRequest(5)).toMatchObject({ busyKeys: ["a"], maxKeys: 1 });
  state.recordResult(state.buildNextRequest(5), makeResult([], 0));
  expect(state.isReady).toBe(false);
  state.finishRun("a");
  expect(state.isReady).toBe(true);
  expect(state.buildNextRequest(5).busyKeys).toEqual([]);
  state.recordResult(state.buildNextRequest(2), makeResult(["a", "b"]));
  expect(state.isReady).toBe(false);
  state.finishRun("b");
  expect(state.isReady).toBe(true);
});

test("if other workers have locked rows, the scan of the keys starts over; if the rows stay locked, the function is woken later", () => {
  const state = makeState({ batchSize: 2 });
  state.wake();
  state.recordResult(state.buildNextRequest(5), makeResult(["a"], 1, 2));
  const second = state.buildNextRequest(5);
  expect(state.recordResult(second, makeResult([], 1))).toBe(false);
  expect(state.isReady).toBe(true);
  expect(state.buildNextRequest(5).lastDequeuedIds.size).toBe(0);
  expect(state.recordResult(state.buildNextRequest(5), makeResult([], 1))).toBe(true);
  expect(state.isReady).toBe(false);
});
