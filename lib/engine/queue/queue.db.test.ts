import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { pool } from "../../db";
import { type KeptConnection, keepConnection, type Queryable } from "../../keep-database-connection";
import { log } from "../../log";
import { claimTick } from "./claim-tick";
import { type DequeueRequest, dequeueRuns, queueConnectionSettings } from "./dequeue-runs";
import { enqueueRuns } from "./enqueue-runs";
import { promoteRuns } from "./promote-runs";
import type { NewRun } from "./run-types";
import { parseWake, wakeChannel } from "./wake-message";

useDatabase();
beforeEach(async () => {
  await pool().query("TRUNCATE engine_runs");
});

function makeRuns(key: string, count: number, more: Partial<NewRun> = {}): NewRun[] {
  return Array.from({ length: count }, (_, n) => ({
    functionId: "f",
    key,
    signals: [{ name: "s", data: { key, n } }],
    ...more,
  }));
}

async function takeRuns(taking: Partial<DequeueRequest> = {}, functionId = "f") {
  const all = { maxKeys: 10, batchSize: 100, busyKeys: [], lastDequeuedIds: new Map<string, string>() };
  return dequeueRuns(pool(), functionId, { ...all, ...taking });
}

/** "key:n,n,n" of each run taken, in the order of the keys. */
function summarize({ runs }: Awaited<ReturnType<typeof takeRuns>>) {
  return runs.map(({ run }) => `${run.key}:${run.signals.map(({ data }) => data.n)}`).sort();
}

describe("dequeuing", () => {
  test("gives each key's oldest signals in order, once", async () => {
    await enqueueRuns([
      ...makeRuns("a", 3),
      ...makeRuns("b", 1),
      ...makeRuns("other", 1, { functionId: "g" }),
    ]);
    expect(summarize(await takeRuns({ batchSize: 2 }))).toEqual(["a:0,1", "b:0"]);
    expect(summarize(await takeRuns({ batchSize: 2 }))).toEqual(["a:2"]);
    expect(await takeRuns()).toEqual({ runs: [], examinedCount: 0, lowest: undefined });
    expect(summarize(await takeRuns({}, "g"))).toEqual(["other:0"]);
  });

  test("skips busy keys and continues below the last key examined", async () => {
    await enqueueRuns(["a", "b", "c", "d"].flatMap((key) => makeRuns(key, 1)));
    const first = await takeRuns({ maxKeys: 2, busyKeys: ["c"] });
    expect(summarize(first)).toEqual(["b:0", "d:0"]);
    expect(first).toMatchObject({ examinedCount: 2, lowest: "b" });
    expect(summarize(await takeRuns({ maxKeys: 2, below: first.lowest }))).toEqual(["a:0"]);
    expect(summarize(await takeRuns())).toEqual(["c:0"]);
  });

  test("continues after the last dequeued id of a key", async () => {
    await enqueueRuns(makeRuns("a", 4));
    const { runs: taken } = await takeRuns({ batchSize: 1 });
    await enqueueRuns([...makeRuns("b", 1)]);
    const lastDequeuedIds = new Map([["a", String(Number(taken[0]?.lastId) + 1)]]);
    expect(summarize(await takeRuns({ lastDequeuedIds }))).toEqual(["a:2,3", "b:0"]);
    expect(await takeRuns({ lastDequeuedIds })).toMatchObject({ examinedCount: 1, runs: [] });
    expect(summarize(await takeRuns())).toEqual(["a:1"]);
  });

  test("skips rows that another worker is dequeuing", async () => {
    await enqueueRuns([...makeRuns("a", 3), ...makeRuns("b", 1)]);
    const other = await pool().connect();
    await other.query("BEGIN");
    await dequeueRuns(other, "f", { maxKeys: 1, batchSize: 2, busyKeys: ["b"], lastDequeuedIds: new Map() });
    expect(summarize(await takeRuns())).toEqual(["a:2", "b:0"]);
    expect(await takeRuns()).toMatchObject({ examinedCount: 1, runs: [] });
    await other.query("ROLLBACK");
    other.release();
    expect(summarize(await takeRuns())).toEqual(["a:0,1"]);
  });

  test("returns a requeued run alone and unchanged", async () => {
    const progress = { runId: randomUUID(), steps: { x: { type: "data" as const, data: [1] } }, attempt: 2 };
    const [one, two] = makeRuns("a", 2);
    const signals = [...(one?.signals ?? []), ...(two?.signals ?? [])];
    await enqueueRuns([
      ...makeRuns("a", 1),
      { functionId: "f", key: "a", signals, progress },
      ...makeRuns("a", 1),
    ]);
    expect(summarize(await takeRuns())).toEqual(["a:0,0"]);
    const { runs: taken } = await takeRuns();
    expect(taken[0]?.run).toEqual({ functionId: "f", key: "a", signals, progress });
  });

  test("reads only the rows it dequeues, however many wait, even with a plan cached while the table was empty", async () => {
    await pool().query("VACUUM ANALYZE engine_runs");
    const db = await connect();
    const dequeueRequest = { maxKeys: 10, batchSize: 100, busyKeys: ["busy"], lastDequeuedIds: new Map() };
    // From the sixth execution on, Postgres uses one plan for all values.
    for (let n = 0; n < 10; n += 1) await dequeueRuns(db, "f", dequeueRequest);
    await enqueueRuns(makeRuns("busy", 10_000));
    await enqueueRuns([
      ...makeRuns("a", 5),
      ...makeRuns("z", 5),
      ...makeRuns("w", 10_000, { dueAt: new Date("2999-01-01") }),
    ]);
    await db.query("BEGIN");
    const before = await countRowsRead(db);
    expect(summarize(await dequeueRuns(db, "f", dequeueRequest))).toEqual(["a:0,1,2,3,4", "z:0,1,2,3,4"]);
    expect((await countRowsRead(db)) - before).toBeLessThan(50);
    await db.query("COMMIT");
  });
});

/** Opens a connection with the planner settings of a worker. */
async function connect(): Promise<Queryable> {
  const up = new Promise<KeptConnection>((resolve) => {
    const connection = keepConnection({
      name: "test",
      channel: wakeChannel,
      settings: queueConnectionSettings,
      log,
      onNotification: () => undefined,
      onOpen: () => resolve(connection),
    });
    onTestFinished(() => connection.close());
  });
  const db = (await up).current();
  if (!db) throw new Error("not connected");
  return db;
}

async function countRowsRead(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT (seq_tup_read + idx_tup_fetch)::int AS count FROM pg_stat_xact_user_tables WHERE relname = 'engine_runs'`,
  );
  return rows[0]?.count ?? 0;
}

describe("promoting", () => {
  test("delayed runs become ready when they are due, not before", async () => {
    const dueAt = new Date(Date.now() + 60_000);
    await enqueueRuns([
      ...makeRuns("a", 1),
      ...makeRuns("b", 1, { dueAt }),
      ...makeRuns("c", 1, { dueAt: new Date(0) }),
    ]);
    expect(summarize(await takeRuns())).toEqual(["a:0", "c:0"]);
    const { functionIds, nextInMs } = await promoteRuns(pool());
    expect(functionIds).toEqual([]);
    expect(nextInMs).toBeGreaterThan(55_000);
    await pool().query("UPDATE engine_runs SET due_at = now() - interval '1 second'");
    expect(await promoteRuns(pool())).toEqual({ functionIds: ["f"], nextInMs: undefined });
    expect(summarize(await takeRuns())).toEqual(["b:0"]);
  });

  test("delayed runs are promoted in chunks", async () => {
    const dueAt = new Date(Date.now() + 60_000);
    await enqueueRuns(makeRuns("a", 2_500, { dueAt }));
    await pool().query("UPDATE engine_runs SET due_at = now() - interval '1 second'");
    expect(await promoteRuns(pool())).toEqual({ functionIds: ["f"], nextInMs: 0 });
    expect(await promoteRuns(pool())).toEqual({ functionIds: ["f"], nextInMs: undefined });
  });
});

test("enqueuing notifies the listeners once, with the functions that can start and the earliest due time", async () => {
  const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await listener.connect();
  const heard: unknown[] = [];
  listener.on("notification", ({ payload }) => heard.push(parseWake(payload)));
  await listener.query(`LISTEN ${wakeChannel}`);
  const dueAt = new Date(Date.now() + 60_000);
  const later = new Date(Date.now() + 90_000);
  await enqueueRuns([
    ...makeRuns("a", 9),
    ...makeRuns("b", 1, { functionId: "g", dueAt }),
    ...makeRuns("c", 1, { dueAt: later }),
  ]);
  await enqueueRuns([]);
  await listener.query("SELECT 1");
  expect(heard).toEqual([{ functionIds: ["f"], dueAt: dueAt.getTime() }]);
  await listener.end();
});

test("parsing an unreadable wake message gives undefined, which wakes everything", () => {
  expect(parseWake("no json")).toBeUndefined();
  expect(parseWake('{"other":1}')).toBeUndefined();
  expect(parseWake(undefined)).toBeUndefined();
});

test("a tick is claimed only once, and an earlier tick can no longer be claimed", async () => {
  const tick = new Date("2026-01-01T00:01:00Z");
  const claims = await Promise.all(Array.from({ length: 5 }, () => claimTick("cron", tick)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await claimTick("cron", new Date(tick.getTime() - 60_000))).toBe(false);
  expect(await claimTick("cron", new Date(tick.getTime() + 60_000))).toBe(true);
  expect(await claimTick("another", tick)).toBe(true);
});
