import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { closeDatabase, prisma } from "@/lib/db";
import { resetEnv } from "@/lib/env";
import { createTestDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, postEvent } from "@/testing/ledger";
import { root } from "../start/settings";
import { compareSchema } from "./compare-schema";
import { migrate } from "./migrate";
import { readMigrations } from "./migration-files";

async function createDatabase() {
  const { url, drop } = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end().then(drop));
  return { url, client };
}

/** Creates a folder with the product's migrations and a later migration that consists of `sql`. */
async function createFolderWith(sql: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { migrationDirectories, lockfile } = await readMigrations();
  await writeFile(join(folder, lockfile.path), lockfile.content ?? "");
  for (const { path, migrationFile } of migrationDirectories) {
    await mkdir(join(folder, path));
    await writeFile(
      join(folder, path, "migration.sql"),
      migrationFile.content.tag === "ok" ? migrationFile.content.value : "",
    );
  }
  await mkdir(join(folder, "99990101000000_extra"));
  await writeFile(join(folder, "99990101000000_extra/migration.sql"), sql);
  return folder;
}

test("the migrations match prisma/schema.prisma", async () => {
  const path = join(root, "prisma/schema.prisma");
  const schema = { path, content: await readFile(path, "utf8") };
  expect(await compareSchema(inject("testDatabase").url, await readMigrations(), schema)).toBeUndefined();
});

test("an up-to-date database needs no migration", async () => {
  expect(await migrate((await createDatabase()).url)).toEqual([]);
});

test("three concurrent runs apply each migration once", async () => {
  const { url, client } = await createDatabase();
  const folder = await createFolderWith("CREATE TABLE once (id int);");
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat()).toEqual(["99990101000000_extra"]);
  const { rows } = await client.query(
    "SELECT applied_steps_count AS steps, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE migration_name LIKE '9999%'",
  );
  expect(rows).toEqual([{ steps: 1, finished: true }]);
});

test("a migration whose process was killed runs again", async () => {
  const { url, client } = await createDatabase();
  const folder = await createFolderWith("CREATE TABLE late (id int);");
  // A killed process leaves only the record that the migration began: Postgres has rolled back everything else.
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) SELECT 'killed', '', '99990101000000_extra'`,
  );
  expect(await migrate(url, folder)).toEqual(["99990101000000_extra"]);
  expect((await client.query("SELECT to_regclass('late') AS late")).rows).toEqual([{ late: "late" }]);
  expect(await migrate(url, folder)).toEqual([]);
});

test("a migration can create a function whose body contains semicolons", async () => {
  const { url, client } = await createDatabase();
  await migrate(
    url,
    await createFolderWith(
      "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;",
    ),
  );
  expect((await client.query("SELECT two()")).rows).toEqual([{ two: 2 }]);
});

test("a failed migration leaves only its record, and blocks later runs", async () => {
  const { url, client } = await createDatabase();
  const folder = await createFolderWith("CREATE TABLE half (id int); INSERT INTO nowhere VALUES (1);");
  await expect(migrate(url, folder)).rejects.toThrow("Migrating the database failed");
  expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
  await expect(migrate(url, folder)).rejects.toMatchObject({
    output: expect.stringContaining("failed migrations"),
  });
});

test("the tables are created in the schema that ?schema= names, where both Prisma and plain SQL queries find them", async () => {
  const { url, client } = await createDatabase();
  await client.query("DROP SCHEMA public CASCADE");
  const address = `${url}?schema=Our%20loans`;
  expect(await migrate(address)).toContain("20261121000000_init");
  expect(await migrate(address)).toEqual([]);
  vi.stubEnv("DATABASE_URL", address);
  resetEnv();
  onTestFinished(async () => {
    await closeDatabase();
    vi.unstubAllEnvs();
    resetEnv();
  });
  await fillCatalogue();
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await prisma().webhook.count()).toBe(1);
  const [traceId = ""] = await postEvent();
  expect(await loadDelivery(traceId)).toMatchObject({ webhookId: id, state: "pending" });
  const { rows } = await client.query("SELECT DISTINCT schemaname FROM pg_stat_user_tables");
  expect(rows).toEqual([{ schemaname: "Our loans" }]);
});

test("?schema= is rejected with an explanation if an earlier version's data is in the schema public", async () => {
  const { url, client } = await createDatabase();
  await expect(migrate(`${url}?schema=loans`)).rejects.toThrow('data is in the schema "public"');
  expect((await client.query("SELECT to_regnamespace('loans') AS schema")).rows[0].schema).toBeNull();
  expect(await migrate(`${url}?schema=public`)).toEqual([]);
});

test("database timeouts do not interrupt a migration", async () => {
  const { url, client } = await createDatabase();
  const { rows } = await client.query("SELECT quote_ident(current_database()) AS name");
  for (const name of ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
    await client.query(`ALTER DATABASE ${rows[0].name} SET ${name} = '1ms'`);
  await migrate(url, await createFolderWith("CREATE TABLE patient AS SELECT 1 AS n FROM pg_sleep(0.05);"));
  expect((await client.query("SELECT to_regclass('patient') AS made")).rows).toEqual([{ made: "patient" }]);
});
