import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent } from "@/testing/ledger";
import { checkHealth } from "../adapters/api/health";
import { closeDatabase, pool, prisma, transaction } from "../db";
import { env } from "../env";
import { toConnectionOptions } from "./connection-options";
import { isDatabaseUnavailable } from "./database-errors";

useDatabase();
beforeAll(async () => {
  await fillCatalogue();
  await makeWebhook({ url: "http://127.0.0.1:9/" });
});

/** Makes new sessions read-only or writable, as a failover does. Open sessions do not change. */
async function setReadOnly(value: "on" | "off") {
  const client = new pg.Client(
    toConnectionOptions(env().DATABASE_URL, { default_transaction_read_only: "off" }),
  );
  await client.connect();
  const { rows } = await client.query("SELECT quote_ident(current_database()) AS name");
  await client.query(`ALTER DATABASE ${rows[0].name} SET default_transaction_read_only = ${value}`);
  await client.end();
}

const tryToWrite = (write: () => Promise<unknown>) =>
  write().then(
    () => "written",
    (error: unknown) => (isDatabaseUnavailable(error) ? "unavailable" : error),
  );

const sql = "UPDATE webhooks SET name = name";

// This must be the first test: a statement of an earlier test that wakes the workers may still run, and would find the database read-only.
test("once a write finds the database read-only, connections that only ran SELECTs are not reused either", async () => {
  await setReadOnly("on");
  await closeDatabase();
  await Promise.all([1, 2, 3].map(() => pool().query("SELECT pg_sleep(0.05)")));
  await setReadOnly("off");
  expect(await tryToWrite(() => pool().query(sql))).toBe("unavailable");
  for (const _ of [1, 2, 3]) expect(await tryToWrite(() => pool().query(sql))).toBe("written");
});

const writes: [how: string, write: () => Promise<unknown>][] = [
  ["the pool", () => pool().query(sql)],
  ["a transaction", () => transaction((client) => client.query(sql))],
  ["Prisma", () => prisma().webhook.updateMany({ data: { number: 1 } })],
  ["a Prisma transaction", () => prisma().$transaction((db) => db.$executeRawUnsafe(sql))],
  ["an event", () => postEvent()],
];

test.each(writes)(
  "%s reports a read-only database as unavailable, and writes again once the database is writable",
  async (_, write) => {
    await setReadOnly("on");
    await closeDatabase();
    expect(await tryToWrite(write)).toBe("unavailable");
    await setReadOnly("off");
    // Connections that were open at the failover would stay read-only forever, so they must not be reused.
    expect(await tryToWrite(write)).toBe("written");
  },
);

test("the health check reports a read-only database as unavailable, and as available once the database is writable again", async () => {
  await setReadOnly("on");
  await closeDatabase();
  expect(await checkHealth()).toEqual({ status: "unavailable", database: "unavailable", clock: "ok" });
  await setReadOnly("off");
  expect(await checkHealth()).toEqual({ status: "ok", database: "ok", clock: "ok" });
});
