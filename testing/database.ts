import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { toConnectionOptions } from "@/lib/database/connection-options";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A new, migrated and empty database, cloned from the template of the run. `drop` also ends the connections to it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, prefix, template } = inject("testDatabase");
  const name = `${prefix}_${randomBytes(6).toString("hex")}`;
  const runOnServer = async (sql: string) => {
    const client = new pg.Client(toConnectionOptions(url));
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await runOnServer(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => runOnServer(`DROP DATABASE "${name}" WITH (FORCE)`) };
}

/**
 * Gives a `.db.test.ts` file its own database: call it once, at the top. `lib/db` connects when it is first used, so all of
 * `lib` works in tests and hooks; nothing may query while the file is being loaded.
 */
export function useDatabase(): void {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    const { closeDatabase } = await import("@/lib/db");
    const { resetEnv } = await import("@/lib/env");
    await closeDatabase();
    database = await createTestDatabase();
    process.env.DATABASE_URL = database.url;
    resetEnv();
  });
  afterAll(async () => {
    const { closeDatabase } = await import("@/lib/db");
    await closeDatabase();
    await database?.drop();
  });
}
