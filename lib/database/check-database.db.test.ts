import { type AddressInfo, createServer } from "node:net";
import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { createTestDatabase, useDatabase } from "@/testing/database";
import { startTransactionPooler } from "@/testing/transaction-pooler";
import { env } from "../env";
import { checkDatabase, UnsupportedDatabase } from "./check-database";
import { toConnectionOptions } from "./connection-options";

useDatabase();

test("a direct connection to PostgreSQL is accepted", async () => {
  expect(await checkDatabase(env().DATABASE_URL)).toEqual({ readOnly: false, aheadMs: 0 });
});

test("a pooler in transaction mode is rejected with advice", async () => {
  const address = await startTransactionPooler(env().DATABASE_URL);
  const rejection = await checkDatabase(address).catch((error: unknown) => error);
  expect(rejection).toBeInstanceOf(UnsupportedDatabase);
  expect(rejection).toMatchObject({
    message: expect.stringContaining("several sessions share one server connection"),
    advice: expect.stringContaining("address of PostgreSQL itself"),
  });
});

/** Starts a server that answers every start-up message with a FATAL error, as poolers do for an unknown parameter. */
async function startRejectingServer(message: string): Promise<string> {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const answer = Buffer.concat([Buffer.from([0x45, 0, 0, 0, fields.length + 4]), fields]);
  const server = createServer((socket) => socket.once("data", () => socket.end(answer)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `postgresql://user@127.0.0.1:${(server.address() as AddressInfo).port}/db`;
}

test.each([
  "unsupported startup parameter: options",
  "unsupported startup parameter in options: bytea_output",
  "RDS Proxy currently doesn't support command-line options.",
])("a pooler that answers %j is rejected with advice", async (message) => {
  await expect(checkDatabase(await startRejectingServer(message))).rejects.toThrow(
    `The database is behind a connection pooler (such as PgBouncer): it answered "${message}".`,
  );
});

test("other errors of the server are thrown unchanged", async () => {
  const error = await checkDatabase(await startRejectingServer("no such user")).catch(
    (error: unknown) => error,
  );
  expect(error).not.toBeInstanceOf(UnsupportedDatabase);
  expect(error).toMatchObject({ code: "08P01", message: "no such user" });
});

test("an encoding that cannot store every character is rejected with advice", async () => {
  const { url } = inject("testDatabase");
  const server = new pg.Client(toConnectionOptions(url));
  await server.connect();
  const { drop, ...database } = await createTestDatabase();
  const address = new URL(database.url);
  const name = address.pathname.slice(1);
  await drop();
  await server.query(
    `CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
  );
  onTestFinished(() => drop().then(() => server.end()));
  await expect(checkDatabase(address.href)).rejects.toThrow("The database's encoding is LATIN1");
});

test("a read-only database is reported, not rejected", async () => {
  const address = `${env().DATABASE_URL}?options=-c%20default_transaction_read_only%3Don`;
  expect(await checkDatabase(address)).toMatchObject({ readOnly: true });
});
