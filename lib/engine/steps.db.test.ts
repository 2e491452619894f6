import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { eventually, inngest, makeToyName, send, useRunners } from "@/testing/engine";
import { pool } from "../db";

useDatabase();
const { start, lines } = useRunners();

test("each step runs once, later calls get its result, and the run keeps its id", async () => {
  const name = makeToyName();
  const ran: string[] = [];
  const ids = new Set<string>();
  const resultSpy = vi.fn();
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async ({ step, runId }) => {
    ids.add(runId);
    const step1 = await step.run("one", () => {
      ran.push("one");
      return { deep: [1, "x"] };
    });
    const step2 = await step.run("two", () => void ran.push("two"));
    resultSpy(step1, step2);
  });
  start([fn]);
  await send(name, [{}]);
  await eventually(() => expect(resultSpy).toHaveBeenCalledWith({ deep: [1, "x"] }, null));
  expect(ran).toEqual(["one", "two"]);
  expect(ids.size).toBe(1);
});

test("a signal sent from a step starts another function, once", async () => {
  const [name, other] = [makeToyName(), makeToyName()];
  const seenResults: unknown[] = [];
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async ({ step }) => {
    const data = [
      { name: other, data: { n: 1 } },
      { name: other, data: { n: 2 } },
    ];
    const { ids } = await step.sendEvent("send", data);
    expect(ids).toHaveLength(2);
    await step.run("after", () => undefined);
  });
  const otherFunction = inngest.createFunction(
    { id: other, triggers: [{ event: other }] },
    async ({ event }) => void seenResults.push(event.data.n),
  );
  start([fn, otherFunction]);
  await send(name, [{}]);
  await eventually(() => expect(seenResults).toEqual([1, 2]));
});

test("a failed step is retried with the results of earlier steps, until its retries are used up", async () => {
  const name = makeToyName();
  const firstStepSpy = vi.fn();
  const attempts: number[] = [];
  const sizes: number[] = [];
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }], batchEvents: { maxSize: 10, timeout: "1s" }, retries: 2 },
    async ({ step, attempt, events }) => {
      await step.run("first", firstStepSpy);
      await step.run("second", () => {
        attempts.push(attempt);
        sizes.push(events.length);
        throw new Error("not today");
      });
    },
  );
  start([fn]);
  await send(name, [{}, {}, {}]);
  await eventually(() => expect(lines.at(-1)).toMatchObject({ level: 50, msg: "run failed permanently" }));
  expect(lines.at(-1)).toMatchObject({ function: `hookledger-${name}`, signals: 3, error: "not today" });
  expect({ attempts, sizes }).toEqual({ attempts: [0, 1, 2], sizes: [3, 3, 3] });
  expect(firstStepSpy).toHaveBeenCalledOnce();
  expect((await pool().query("SELECT 1 FROM engine_runs")).rowCount).toBe(0);
});

test("a retry waits for the worker's delay, or for the delay that the function requests", async () => {
  const name = makeToyName();
  const at: number[] = [];
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }], retries: 2 },
    async ({ attempt }) => {
      at.push(Date.now());
      if (attempt === 0) throw new Error("first");
      if (attempt === 1) throw new RetryAfterError("second", new Date(Date.now() + 150));
    },
  );
  const retryDelayMs = vi.fn(() => 60);
  start([fn], { retryDelayMs });
  await send(name, [{}]);
  await eventually(() => expect(at).toHaveLength(3));
  const [a = 0, b = 0, c = 0] = at;
  expect(b - a).toBeGreaterThanOrEqual(60);
  expect(c - b).toBeGreaterThanOrEqual(150);
  expect(retryDelayMs.mock.calls).toEqual([[1]]);
});

test("a function can catch the error of a step that failed permanently, and can forbid retries", async () => {
  const [name, final] = [makeToyName(), makeToyName()];
  const caughtSpy = vi.fn();
  const triesSpy = vi.fn();
  const catchingFunction = inngest.createFunction(
    { id: name, triggers: [{ event: name }], retries: 0 },
    async ({ step }) => {
      const failing = step.run("fails", () => {
        throw new Error("broken");
      });
      await failing.catch((error: Error) => caughtSpy(error.message));
    },
  );
  const nonRetriableFunction = inngest.createFunction(
    { id: final, triggers: [{ event: final }], retries: 5 },
    async () => {
      triesSpy();
      throw new NonRetriableError("never again");
    },
  );
  start([catchingFunction, nonRetriableFunction]);
  await send(name, [{}]);
  await send(final, [{}]);
  await eventually(() => expect(lines.some(({ error }) => error === "never again")).toBe(true));
  await eventually(() => expect(caughtSpy).toHaveBeenCalledWith("broken"));
  expect(triesSpy).toHaveBeenCalledOnce();
  expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
});

test("a sleeping run continues in another worker after its worker has stopped", async () => {
  const name = makeToyName();
  const beforeSpy = vi.fn();
  const woke: number[] = [];
  const until = new Date(Date.now() + 400);
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async ({ step }) => {
    await step.run("before", beforeSpy);
    await step.sleepUntil("sleep", until);
    await step.run("after", () => void woke.push(Date.now()));
  });
  const first = start([fn]);
  await send(name, [{}]);
  const sleepingSql = "SELECT 1 FROM engine_runs WHERE due_at IS NOT NULL";
  await eventually(async () => expect((await pool().query(sleepingSql)).rowCount).toBe(1));
  await first.stop();
  start([fn]);
  await eventually(() => expect(woke).toHaveLength(1));
  expect(woke[0]).toBeGreaterThanOrEqual(until.getTime());
  expect(beforeSpy).toHaveBeenCalledOnce();
});

test("a signal with a future time starts its function at that time, not before and not much later", async () => {
  const name = makeToyName();
  const delaysMs: number[] = [];
  const fn = inngest.createFunction(
    {
      id: name,
      triggers: [{ event: name }],
      batchEvents: { maxSize: 10, timeout: "1s", key: "event.data.key" },
    },
    async ({ events }) => void delaysMs.push(...events.map(({ ts }) => Date.now() - (ts ?? 0))),
  );
  start([fn], { pollMs: 60_000 });
  const now = Date.now();
  await send(name, [{ key: "far" }], now + 3_600_000);
  await send(name, [{ key: "b" }], now + 300);
  await send(name, [{ key: "a" }], now + 150);
  await eventually(() => expect(delaysMs).toHaveLength(2));
  for (const ms of delaysMs) {
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(ms).toBeLessThan(150);
  }
});

test("an unsupported op ends the run with an error that names the op", async () => {
  const [name, parallel] = [makeToyName(), makeToyName()];
  const waitingFunction = inngest.createFunction(
    { id: name, triggers: [{ event: name }] },
    async ({ step }) => {
      await step.waitForEvent("wait", { event: "other", timeout: "1h" });
    },
  );
  const parallelFunction = inngest.createFunction(
    { id: parallel, triggers: [{ event: parallel }] },
    async ({ step }) => {
      await Promise.all([step.run("a", () => 1), step.run("b", () => 2)]);
    },
  );
  start([waitingFunction, parallelFunction]);
  await send(name, [{}]);
  await eventually(() =>
    expect(lines.at(-1)?.error).toBe('the embedded engine does not support WaitForEvent ("other")'),
  );
  await send(parallel, [{}]);
  await eventually(() => expect(lines.at(-1)?.error).toContain("one step at a time"));
});
