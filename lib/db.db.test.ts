import pg from "pg";
import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { isDatabaseUnavailable } from "./database/database-errors";
import { pool, prisma, transaction } from "./db";
import { env } from "./env";

useDatabase();

test("when a transaction gets no connection from an exhausted pool, the database counts as unavailable", async () => {
  const clients = await Promise.all(
    Array.from({ length: env().HOOKLEDGER_DATABASE_POOL }, () => pool().connect()),
  );
  const waiting = prisma().$transaction((db) => db.partner.count());
  const error = await waiting
    .catch((error: unknown) => error)
    .finally(() => {
      for (const client of clients) client.release();
    });
  expect(isDatabaseUnavailable(error)).toBe(true);
}, 30_000);

test("a database that accepts no connections counts as unavailable, through Prisma and through pg; after a query error, the database still counts as available", async () => {
  const countsAsUnavailable = async (query: () => Promise<unknown>) =>
    query().then(
      () => "answered",
      (error: unknown) => isDatabaseUnavailable(error),
    );
  expect(await countsAsUnavailable(() => pool().query("SELECT nonsense"))).toBe(false);
  expect(await countsAsUnavailable(() => prisma().$queryRaw`SELECT nonsense`)).toBe(false);
  const missingRow = { where: { id: "00000000-0000-7000-8000-000000000000" } };
  expect(await countsAsUnavailable(() => prisma().webhook.findUniqueOrThrow(missingRow))).toBe(false);

  const url = new URL(env().DATABASE_URL);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const server = new pg.Client({ connectionString: url.href });
  await server.connect();
  try {
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    // In the first round, queries use connections that were cut; in the second, the server rejects new connections.
    for (let round = 0; round < 2; round++) {
      expect(await countsAsUnavailable(() => prisma().partner.count())).toBe(true);
      expect(await countsAsUnavailable(() => prisma().$transaction((db) => db.partner.count()))).toBe(true);
      expect(await countsAsUnavailable(() => prisma().$queryRaw`SELECT 1`)).toBe(true);
      expect(await countsAsUnavailable(() => pool().query("SELECT 1"))).toBe(true);
    }
  } finally {
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    await server.end();
  }
});

test("a statement that exceeds its timeout fails the transaction without waiting for a rollback, and the connection is not used again", async () => {
  const pids: number[] = [];
  const lateTransaction = transaction(async (client) => {
    pids.push((await client.query("SELECT pg_backend_pid() AS pid")).rows[0].pid);
    await client.query("SELECT pg_sleep(60)");
  }, 200);
  expect(isDatabaseUnavailable(await lateTransaction.catch((error: unknown) => error))).toBe(true);
  const otherClients = await Promise.all(
    Array.from({ length: env().HOOKLEDGER_DATABASE_POOL }, () => pool().connect()),
  );
  for (const client of otherClients)
    pids.push((await client.query("SELECT pg_backend_pid() AS pid")).rows[0].pid);
  for (const client of otherClients) client.release();
  expect(new Set(pids).size).toBe(pids.length);
});
