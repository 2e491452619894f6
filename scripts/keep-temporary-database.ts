// Runs a throwaway database server for another process: prints one line of JSON when the server is ready, and removes everything
// when stdin closes, which happens however the other process ends. Started by postgres/temporary-database.ts.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { migrate } from "./migrations/migrate";
import { startTemporaryPostgres } from "./postgres/temporary-postgres";
import { readSetting } from "./start/settings";

const prefix = `hookledger_test_${randomBytes(5).toString("hex")}`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(toConnectionOptions(url));
  await client.connect();
  return await work(client).finally(() => client.end());
}

/** Removes only the databases of this run from the server of TEST_DATABASE_URL. */
async function dropTestDatabases(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [
      prefix,
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  });
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const configuredUrl = readSetting("TEST_DATABASE_URL");
  if (configuredUrl) return { url: configuredUrl, stop: () => dropTestDatabases(configuredUrl) };
  return await startTemporaryPostgres(process.argv.includes("--durable"));
}

// A signal ends this process in the same way as closing stdin, so everything is removed then too. A Ctrl-C in the terminal does not
// reach this process, which has its own process group.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.stdin.destroy());
process.stdin.resume();
const endOfInput = Promise.race([once(process.stdin, "end"), once(process.stdin, "close")]);

const server = await startServer();
try {
  const template = `${prefix}_template`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE "${template}"`));
  const address = new URL(server.url);
  address.pathname = `/${template}`;
  await migrate(address.href);
  process.stdout.write(`${JSON.stringify({ url: server.url, prefix, template })}\n`);
  await endOfInput;
} finally {
  await server.stop();
}
process.exit();
