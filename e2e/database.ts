import { randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Creates a new database on the server that e2e/global-setup.ts started: migrated, seeded, with a user of each role and an API key with all
 * scopes.
 */
export async function createDatabase(): Promise<{ url: string; apiKey: string; drop(): Promise<void> }> {
  const {
    url,
    prefix,
    template,
    apiKey = "",
  } = JSON.parse(process.env.E2E_DATABASE ?? "{}") as Record<string, string>;
  if (!url) throw new Error("E2E_DATABASE is missing: run the specs through `npx playwright test`.");
  const name = `${prefix}_${randomBytes(6).toString("hex")}`;
  const runOnServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await runOnServer(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return { url: address.href, apiKey, drop: () => runOnServer(`DROP DATABASE "${name}" WITH (FORCE)`) };
}

/** Ends every connection to a database and rejects new ones until the returned function is called. */
export async function makeDatabaseUnavailable(databaseUrl: string): Promise<() => Promise<void>> {
  const { url } = JSON.parse(process.env.E2E_DATABASE ?? "{}") as { url: string };
  const name = new URL(databaseUrl).pathname.slice(1);
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  return async () => {
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    await server.end();
  };
}
