import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { eventually, inngest, makeGate, makeToyName, send, useRunners } from "@/testing/engine";
import { closeDatabase, pool } from "../db";

useDatabase();
const { start, lines } = useRunners();

/** Ends every connection of the workers, as a restart of Postgres does. */
const cutConnectionsSql =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hookledger-engine'";

function makeToyFunction() {
  const name = makeToyName();
  const seen: unknown[] = [];
  const fn = inngest.createFunction(
    { id: name, triggers: [{ event: name }] },
    async ({ event }) => void seen.push(event.data.n),
  );
  return { name, seen, fn };
}

test("a worker whose connection was cut reconnects and finds the runs it was not notified of", async () => {
  const { name, seen, fn } = makeToyFunction();
  start([fn], { pollMs: 60_000 });
  await send(name, [{ n: 1 }]);
  await eventually(() => expect(seen).toEqual([1]));
  for (const n of [2, 3]) {
    const { rowCount } = await pool().query(cutConnectionsSql);
    expect(rowCount).toBe(1);
    await send(name, [{ n }]);
    await eventually(() => expect(seen).toContain(n));
  }
  await send(name, [{ n: 4 }]);
  await eventually(() => expect(seen).toEqual([1, 2, 3, 4]));
});

test("the poll finds a run whose notification was lost", async () => {
  const { name, seen, fn } = makeToyFunction();
  start([fn], { pollMs: 50 });
  await send(name, [{ n: 1 }]);
  await eventually(() => expect(seen).toEqual([1]));
  await pool().query("INSERT INTO engine_runs (function_id, key, signal) VALUES ($1, '-', $2)", [
    `hookledger-${name}`,
    { name, data: { n: 2 } },
  ]);
  await eventually(() => expect(seen).toEqual([1, 2]));
});

test("errors while dequeuing are logged and retried", async () => {
  const { name, seen, fn } = makeToyFunction();
  start([fn]);
  await send(name, [{ n: 1 }]);
  await eventually(() => expect(seen).toEqual([1]));
  await pool().query("ALTER TABLE engine_runs RENAME TO engine_runs_away");
  await pool().query("SELECT pg_notify('hookledger_engine', '')");
  await eventually(() =>
    expect(lines.filter(({ msg }) => msg === "could not dequeue runs").length).toBeGreaterThan(1),
  );
  await pool().query("ALTER TABLE engine_runs_away RENAME TO engine_runs");
  await send(name, [{ n: 2 }]);
  await eventually(() => expect(seen).toEqual([1, 2]));
});

test("a run is requeued even if Postgres is briefly unavailable", async () => {
  const name = makeToyName();
  const [startedGate, failedGate] = [makeGate(), makeGate()];
  const attempts: number[] = [];
  const fn = inngest.createFunction({ id: name, triggers: [{ event: name }] }, async ({ attempt }) => {
    attempts.push(attempt);
    startedGate.open();
    await failedGate.opened;
    if (attempt === 0) throw new Error("once");
  });
  start([fn]);
  await send(name, [{}]);
  await startedGate.opened;
  await pool().query("ALTER TABLE engine_runs RENAME TO engine_runs_away");
  failedGate.open();
  await eventually(() =>
    expect(lines.some(({ msg }) => msg === "run failed and will be retried")).toBe(true),
  );
  await pool().query("ALTER TABLE engine_runs_away RENAME TO engine_runs");
  await eventually(() => expect(attempts).toEqual([0, 1]));
});

test("sending a signal that cannot be enqueued throws an error", async () => {
  const { name } = makeToyFunction();
  const address = process.env.DATABASE_URL;
  await pool().query("ALTER TABLE engine_runs RENAME TO engine_runs_away");
  await expect(send(name, [{}])).rejects.toThrow('relation "engine_runs" does not exist');
  await pool().query("ALTER TABLE engine_runs_away RENAME TO engine_runs");
  await closeDatabase();
  expect(process.env.DATABASE_URL).toBe(address);
});
