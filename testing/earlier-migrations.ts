import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { migrate } from "@/scripts/migrations/migrate";
import { lockToml, migrationsFolder, readMigrations } from "@/scripts/migrations/migration-files";
import { createTestDatabase } from "./database";

/** Creates a database for one test, with all migrations before the migration `name`. */
export async function createDatabaseBefore(name: string): Promise<{ url: string; client: pg.Client }> {
  const { url, drop } = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end().then(drop));
  await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const folder = await mkdtemp(join(tmpdir(), "hookledger-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { migrationDirectories } = await readMigrations();
  const earlier = migrationDirectories.map(({ path }) => path).filter((path) => path < name);
  for (const path of [lockToml, ...earlier]) {
    await cp(join(migrationsFolder, path), join(folder, path), { recursive: true });
  }
  await migrate(url, folder);
  return { url, client };
}
