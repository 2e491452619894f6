import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { OverBudget } from "./over-budget";
import { type PoolLimits, ThreadPool } from "./thread-pool";

/** The threads' program: the job "hold" waits for the gate, "silent" never ends, "fail" fails, and any other job returns its input. */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
parentPort.on("message", ({ job, input }) => {
  if (job === "hold") Atomics.wait(workerData, 0, 0);
  if (job === "silent") return;
  parentPort.postMessage(job === "fail" ? { error: "a fault" } : { value: input });
});
parentPort.postMessage("ready");`;

const poolsToClose: ThreadPool[] = [];
afterEach(async () => {
  for (const pool of poolsToClose.splice(0)) await pool.close();
});

function makePool(limits: Partial<PoolLimits> = {}) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  let startedCount = 0;
  const start = () => {
    startedCount += 1;
    return new Worker(program, { eval: true, workerData: gate });
  };
  const pool = new ThreadPool(start, {
    threads: 2,
    maxMs: 60_000,
    maxWaitingCharacters: 100,
    idleMs: 60_000,
    ...limits,
  });
  poolsToClose.push(pool);
  return {
    pool,
    countStarted: () => startedCount,
    release() {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    },
  };
}

const inOneMinute = () => performance.now() + 60_000;

test("a thread runs one job after the other", async () => {
  const { pool, countStarted } = makePool();
  const results = ["1", "2", "3"].map((input) => pool.run("a", inOneMinute(), "echo", input));
  expect(await Promise.all(results)).toEqual(["1", "2", "3"]);
  await expect(pool.run("a", inOneMinute(), "fail", "")).rejects.toThrow("a fault");
  expect(countStarted()).toBe(1);
});

test("a job that misses its deadline is terminated with its thread; the next job gets a new thread", async () => {
  const { pool, countStarted } = makePool();
  await expect(pool.run("a", performance.now() + 20, "silent", "")).rejects.toThrow(OverBudget);
  await expect(pool.run("a", performance.now(), "echo", "")).rejects.toThrow(OverBudget);
  expect(await pool.run("a", inOneMinute(), "echo", "1")).toBe("1");
  expect(countStarted()).toBe(2);
});

test("a job that exceeds its time limit is terminated long before its deadline", async () => {
  const { pool } = makePool({ maxMs: 20 });
  await expect(pool.run("a", inOneMinute(), "silent", "")).rejects.toThrow(OverBudget);
});

test("partners always leave one thread to the lender, and the lender always leaves one thread to partners", async () => {
  for (const [busy, other] of [
    ["a", null],
    [null, "a"],
  ] as const) {
    const { pool, release } = makePool();
    const order: string[] = [];
    const recordAs = (name: string) => () => order.push(name);
    const held = pool.run(busy, inOneMinute(), "hold", "").then(recordAs("held"));
    const sameGroup = pool
      .run(busy === null ? null : "b", inOneMinute(), "echo", "")
      .then(recordAs("same group"));
    await pool.run(other, inOneMinute(), "echo", "").then(recordAs("other group"));
    expect(order).toEqual(["other group"]);
    release();
    await Promise.all([held, sameGroup]);
    expect(order).toEqual(["other group", "held", "same group"]);
  }
});

test("a partner uses one thread at a time, even if other threads are free", async () => {
  const { pool, release } = makePool({ threads: 4 });
  const order: string[] = [];
  const held = pool.run("a", inOneMinute(), "hold", "").then(() => order.push("held"));
  const second = pool.run("a", inOneMinute(), "echo", "").then(() => order.push("second"));
  await pool.run("b", inOneMinute(), "echo", "");
  expect(order).toEqual([]);
  release();
  await Promise.all([held, second]);
  expect(order).toEqual(["held", "second"]);
});

test("a job is rejected if too much of its tenant's input is waiting; other tenants are not affected", async () => {
  const { pool, release } = makePool({ maxWaitingCharacters: 1 });
  const [held, waiting] = [
    pool.run("a", inOneMinute(), "hold", ""),
    pool.run("a", inOneMinute(), "echo", "1"),
  ];
  await expect(pool.run("a", inOneMinute(), "echo", "2")).rejects.toThrow(OverBudget);
  expect(await pool.run(null, inOneMinute(), "echo", "2")).toBe("2");
  release();
  expect(await Promise.all([held, waiting])).toEqual(["", "1"]);
});
