import type { MigrationList } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { parseSchemaName, toConnectionOptions } from "@/lib/database/connection-options";
import { Problem, print } from "../terminal/progress.mjs";
import { withEngine } from "./migration-engine";
import { computeChecksums, readMigrations } from "./migration-files";

/** The lock of `prisma migrate deploy`. We take the same lock, so we wait for it and for our other processes. */
const prismaLockKey = 72_707_369;

/** Migrations that read the whole ledger, each with the seconds that it takes for one million deliveries. */
const slowMigrations = new Map([
  ["20261129120000_partitions", 15],
  ["20261129200000_jobs", 1],
  ["20261129200000_replay_missing", 1],
]);

/** A migration may take any length of time, whatever timeouts the role or the database has. */
const noTimeouts = { statement_timeout: "0", lock_timeout: "0", idle_in_transaction_session_timeout: "0" };

const noFilters = { externalTables: [], externalEnums: [] };

async function hasMigrations(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found");
  return rows[0].found;
}

/** Returns whether every migration is recorded as applied and is unchanged. On most starts this is true, and no engine is needed. */
async function isUpToDate(pool: pg.Pool, list: MigrationList): Promise<boolean> {
  if (!(await hasMigrations(pool))) return false;
  const { rows } = await pool.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const wanted = computeChecksums(list);
  const unchanged = rows.filter((row) => row.finished && wanted.get(row.migration_name) === row.checksum);
  return unchanged.length === rows.length && rows.length === wanted.size;
}

/** If this process is killed, Postgres stops its statement within a second instead of completing it. Not every platform can. */
async function stopStatementIfKilled(pool: pg.Pool): Promise<void> {
  await pool.query("SET client_connection_check_interval = '1s'").catch(() => {});
}

/** Earlier versions ignored `?schema=` and wrote to "public": a new, empty schema would hide that data. */
async function rejectSchemaHidingData(pool: pg.Pool, name: string): Promise<void> {
  const { rows } = await pool.query(
    `SELECT to_regclass('public.deliveries') IS NOT NULL AND to_regclass('public._prisma_migrations') IS NOT NULL
            AND to_regclass(format('%I._prisma_migrations', $1::text)) IS NULL AS hidden`,
    [name],
  );
  if (!rows[0].hidden) return;
  throw new Problem(`Hookledger's data is in the schema "public" of this database, not in "${name}".`, {
    advice: `Earlier versions ignored ?schema= in DATABASE_URL. Remove ?schema=, or move the tables to "${name}" first.`,
  });
}

async function createSchema(pool: pg.Pool, name: string): Promise<void> {
  const { rowCount } = await pool.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [name]);
  if (!rowCount) await pool.query(`CREATE SCHEMA ${pg.escapeIdentifier(name)}`);
}

/**
 * Lets migrations whose process was killed run again: each one is a single transaction, which Postgres rolls back when it loses
 * its connection. A migration that failed has a log; its record is kept until a user resolves it.
 */
async function releaseInterrupted(pool: pg.Pool): Promise<void> {
  await pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now()
                    WHERE finished_at IS NULL AND rolled_back_at IS NULL AND coalesce(logs, '') = ''`);
}

/** Announces how long the missing migrations will take, if that is 10 s or more. */
async function announceDuration(pool: pg.Pool, announce: (text: string) => void): Promise<void> {
  const { rows } = await pool.query<{ deliveries: number; done: string[] }>(
    `SELECT coalesce((SELECT reltuples FROM pg_class WHERE oid = to_regclass('deliveries')), 0)::float8 AS deliveries,
            array(SELECT migration_name::text FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS done`,
  );
  const [{ deliveries = 0, done = [] } = {}] = rows;
  const secondsPerMillion = [...slowMigrations].reduce(
    (sum, [name, seconds]) => sum + (done.includes(name) ? 0 : seconds),
    0,
  );
  const minutes = Math.ceil((deliveries / 1e6) * (secondsPerMillion / 60));
  if (deliveries * secondsPerMillion < 1e7) return;
  announce(
    `${deliveries.toLocaleString("en")} deliveries: this takes about ${minutes} ${minutes === 1 ? "minute" : "minutes"}. ` +
      "It can be interrupted and run again.",
  );
}

function migrationProblem(error: unknown): Problem {
  const { message, code } = error as Error & { code?: string };
  return new Problem("Migrating the database failed.", {
    // The engine's own call stack is left out.
    output: message.split(/\n +0: /)[0] || code,
    advice:
      "A failed migration is recorded as `prisma migrate deploy` would record it; see https://pris.ly/d/migrate-resolve.",
  });
}

/**
 * Applies the migrations in prisma/migrations that the database of `url` lacks, and records them in the same table as
 * `prisma migrate deploy`. Safe in concurrent processes: they queue, and the later ones find nothing to do.
 * @param announce prints a message beforehand if the migrations will take 10 s or more
 * @returns the names of the migrations just applied
 */
export async function migrate(
  url: string,
  folder?: string,
  announce: (text: string) => void = print,
): Promise<string[]> {
  const list = await readMigrations(folder);
  // One connection, never closed while idle, because the lock belongs to its session.
  const pool = new pg.Pool({ ...toConnectionOptions(url, noTimeouts), max: 1, idleTimeoutMillis: 0 });
  let failure: Error | undefined;
  pool.on("error", (error) => {
    failure = error;
  });
  try {
    if (await isUpToDate(pool, list)) return [];
    await pool.query("SELECT pg_advisory_lock($1)", [prismaLockKey]);
    await rejectSchemaHidingData(pool, parseSchemaName(url));
    await createSchema(pool, parseSchemaName(url));
    await stopStatementIfKilled(pool);
    if (await hasMigrations(pool)) {
      await releaseInterrupted(pool);
      await announceDuration(pool, announce);
    }
    const input = { migrationsList: list, filters: noFilters };
    const { appliedMigrationNames } = await withEngine(url, pool, (engine) => engine.applyMigrations(input));
    return appliedMigrationNames;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw migrationProblem(failure ?? error);
  } finally {
    await pool.end();
  }
}
