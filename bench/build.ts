import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { startNode } from "../e2e/process";
import { makeSystemSettings } from "../e2e/system-settings";
import type { TemporaryDatabase } from "../scripts/postgres/temporary-database";

export type DbServer = Pick<TemporaryDatabase, "url" | "prefix">;

/** A production build to measure. */
export interface Build {
  /** The build's name in the table. */
  name: string;
  /** The folder of the repository that was built. */
  root: string;
  /** The name of a migrated and seeded database, which is cloned for each run. */
  template: string;
  /** An API key with all scopes, in the template database. */
  apiKey: string;
  env: NodeJS.ProcessEnv;
}

/** Runs one statement on a new connection to the database at `url`. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return await client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** Returns the process ID of the Postgres server. */
export async function readPostmasterPid({ url }: DbServer): Promise<number> {
  const [row] = await query<{ file: string }>(url, "SELECT pg_read_file('postmaster.pid') AS file");
  return Number(row?.file.split("\n")[0]);
}

/** Creates a database, cloned from the template if one is given. Returns its address. */
export async function createDatabase(server: DbServer, name: string, template?: string): Promise<string> {
  await query(server.url, `CREATE DATABASE "${name}" ${template ? `TEMPLATE "${template}"` : ""}`);
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  return address.href;
}

export function createEmptyDatabase(server: DbServer): Promise<string> {
  return createDatabase(server, newDatabaseName(server));
}

export function newDatabaseName({ prefix }: DbServer): string {
  return `${prefix}_${randomBytes(6).toString("hex")}`;
}

async function runScript(root: string, env: NodeJS.ProcessEnv, script: string, ...args: string[]) {
  const program = startNode(["--import", "tsx", script, ...args], env, root);
  await program.whenEnded;
  if (program.exitCode() !== 0) throw new Error(`${script} in ${root} failed:\n${program.lines.join("\n")}`);
  return program.lines;
}

/** Builds the repository in `root`, unless its build is current, and prepares a database for it with its own scripts. */
export async function prepareBuild(server: DbServer, root: string, name: string): Promise<Build> {
  const template = newDatabaseName(server);
  const env = makeSystemSettings(await createDatabase(server, template));
  await runScript(root, process.env, join("scripts", "build.ts"));
  await runScript(root, env, join("scripts", "migrate.ts"));
  await runScript(root, env, join("prisma", "seed.ts"));
  const keyLines = await runScript(
    root,
    env,
    join("scripts", "api-key.ts"),
    "--name",
    "bench",
    "--scopes",
    "all",
  );
  const apiKey = keyLines.find((line) => line.startsWith("hl_"));
  if (!apiKey) throw new Error(`no API key in: ${keyLines.join("\n")}`);
  return { name, root, template, apiKey, env };
}
