import { Inngest } from "inngest";
import { expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { eventually, inngest, makeGate, makeToyName, send, useRunners } from "@/testing/engine";
import { pool } from "../db";

useDatabase();
const { start, lines } = useRunners();

const key = "event.data.key";

async function countQueuedRuns(): Promise<number> {
  const { rows } = await pool().query("SELECT count(*)::int AS count FROM engine_runs");
  return rows[0].count;
}

test("signals run in batches of one key, in order and without waiting for more", async () => {
  const name = makeToyName();
  const batches: { keys: Set<unknown>; numbers: number[] }[] = [];
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }], batchEvents: { maxSize: 100, timeout: "60s", key } },
    async ({ events }) => {
      batches.push({
        keys: new Set(events.map(({ data }) => data.key)),
        numbers: events.map(({ data }) => data.n),
      });
    },
  );
  const numbers = Array.from({ length: 250 }, (_, n) => n);
  await send(
    name,
    numbers.flatMap((n) => [
      { key: "a", n },
      { key: "b", n },
    ]),
  );
  start([fn]);
  await eventually(() => expect(batches).toHaveLength(6));
  for (const batch of batches) expect(batch.keys.size).toBe(1);
  expect(batches.map((batch) => batch.numbers.length).sort()).toEqual([100, 100, 100, 100, 50, 50]);
  const numbersOfA = batches.filter(({ keys }) => keys.has("a")).flatMap((batch) => batch.numbers);
  expect(numbersOfA).toEqual(numbers);
});

test("concurrent runs of a key and of a function stay within their limits", async () => {
  const name = makeToyName();
  const runningByKey = new Map<string, number>();
  const fullGate = makeGate();
  let maxRunning = 0;
  let maxRunningOfKey = 0;
  let endedCount = 0;
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }], concurrency: [{ key, limit: 3 }, { limit: 7 }] },
    async ({ event, step }) => {
      await step.run("work", async () => {
        const count = (runningByKey.get(event.data.key) ?? 0) + 1;
        runningByKey.set(event.data.key, count);
        maxRunningOfKey = Math.max(maxRunningOfKey, count);
        maxRunning = Math.max(
          maxRunning,
          [...runningByKey.values()].reduce((a, b) => a + b),
        );
        if (maxRunning === 7) fullGate.open();
        await fullGate.opened;
        runningByKey.set(event.data.key, (runningByKey.get(event.data.key) ?? 0) - 1);
        endedCount += 1;
      });
    },
  );
  await send(
    name,
    Array.from({ length: 120 }, (_, n) => ({ key: `k${n % 3}` })),
  );
  start([fn]);
  await eventually(() => expect(endedCount).toBe(120));
  expect({ maxRunning, maxRunningOfKey }).toEqual({ maxRunning: 7, maxRunningOfKey: 3 });
});

test("a key whose runs hang does not delay other keys", async () => {
  const name = makeToyName();
  const hangGate = makeGate();
  let hangingCount = 0;
  const doneSignals: unknown[] = [];
  const fn = inngest.createFunction(
    {
      id: name,
      triggers: [{ event: name }],
      batchEvents: { maxSize: 10, timeout: "1s", key },
      concurrency: { key, limit: 2 },
    },
    async ({ event, events }) => {
      if (event.data.key !== "hangs") return void doneSignals.push(...events.map(({ data }) => data.key));
      hangingCount += 1;
      await hangGate.opened;
    },
  );
  await send(
    name,
    Array.from({ length: 500 }, () => ({ key: "hangs" })),
  );
  start([fn], { maxInFlight: 4 });
  await eventually(() => expect(hangingCount).toBe(2));
  await send(
    name,
    Array.from({ length: 40 }, (_, n) => ({ key: `good ${n}` })),
  );
  await eventually(() => expect(doneSignals).toHaveLength(40));
  expect(hangingCount).toBe(2);
  expect(await countQueuedRuns()).toBe(480);
  hangGate.open();
  await eventually(async () => expect(await countQueuedRuns()).toBe(0));
});

test("a function with a backlog does not keep another function from starting", async () => {
  const [busy, other] = [makeToyName(), makeToyName()];
  const holdGate = makeGate();
  let ran = 0;
  const slowFunction = inngest.createFunction({ id: busy, triggers: [{ event: busy }] }, async () => {
    ran += 1;
    if (ran <= 2) await holdGate.opened;
  });
  const quickFunction = inngest.createFunction({ id: other, triggers: [{ event: other }] }, async () => ran);
  const seenSpy = vi.fn();
  const fn = inngest.createFunction({ id: `${other}-2`, triggers: [{ event: other }] }, async () =>
    seenSpy(ran),
  );
  await send(
    busy,
    Array.from({ length: 50 }, () => ({})),
  );
  start([slowFunction, quickFunction, fn], { maxInFlight: 2 });
  await eventually(() => expect(ran).toBe(2));
  await send(other, [{}]);
  holdGate.open();
  await eventually(() => expect(seenSpy).toHaveBeenCalled());
  expect(seenSpy.mock.calls[0]?.[0]).toBeLessThan(10);
  await eventually(() => expect(ran).toBe(50));
});

test("two workers share the work and handle each signal once", async () => {
  const name = makeToyName();
  const counts = new Map<number, number>();
  let runningCount = 0;
  let maxRunning = 0;
  const bothGate = makeGate();
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }], batchEvents: { maxSize: 10, timeout: "1s", key } },
    async ({ events }) => {
      runningCount += 1;
      maxRunning = Math.max(maxRunning, runningCount);
      if (runningCount === 4) bothGate.open();
      await bothGate.opened;
      for (const { data } of events) counts.set(data.n, (counts.get(data.n) ?? 0) + 1);
      runningCount -= 1;
    },
  );
  start([fn], { maxInFlight: 2 });
  start([fn], { maxInFlight: 2 });
  await send(
    name,
    Array.from({ length: 2_000 }, (_, n) => ({ key: `k${n % 7}`, n })),
  );
  await eventually(() => expect(counts.size).toBe(2_000));
  expect(maxRunning).toBe(4);
  expect([...counts.values()].every((count) => count === 1)).toBe(true);
});

test("stop() dequeues no more runs and waits for the runs in flight", async () => {
  const name = makeToyName();
  const holdGate = makeGate();
  let startedCount = 0;
  let endedCount = 0;
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async () => {
    startedCount += 1;
    await holdGate.opened;
    endedCount += 1;
  });
  const runner = start([fn], { stopTimeoutMs: 60_000 });
  await send(name, [{}, {}]);
  await eventually(() => expect(startedCount).toBe(2));
  const stopPromise = runner.stop();
  await send(name, [{}]);
  holdGate.open();
  await stopPromise;
  expect({ started: startedCount, ended: endedCount, waiting: await countQueuedRuns() }).toEqual({
    started: 2,
    ended: 2,
    waiting: 1,
  });
  start([fn]);
  await eventually(() => expect(endedCount).toBe(3));
});

test("stop() waits no longer than its timeout", async () => {
  const name = makeToyName();
  const hangGate = makeGate();
  const seenSpy = vi.fn();
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async () => {
    seenSpy();
    await hangGate.opened;
  });
  const runner = start([fn], { stopTimeoutMs: 20 });
  await send(name, [{}]);
  await eventually(() => expect(seenSpy).toHaveBeenCalled());
  await runner.stop();
  expect(lines.at(-1)).toMatchObject({ level: 40, runs: 1, msg: expect.stringContaining("runs in flight") });
  hangGate.open();
});

test("starting with a function that this engine cannot run throws an error", () => {
  // The function has a client of its own, because the other tests' client would plan this function at each signal.
  const fn = new Inngest({ id: "hookledger" }).createFunction(
    { id: "odd", triggers: [], rateLimit: { limit: 1, period: "1s" } },
    async () => 1,
  );
  expect(() => start([fn])).toThrow('The embedded engine cannot run "odd": unsupported option rateLimit');
});
