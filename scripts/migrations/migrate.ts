import type { MigrationList } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { parseSchemaName, toConnectionOptions } from "@/lib/database/connection-options";
import { Problem } from "../terminal/progress.mjs";
import { withEngine } from "./migration-engine";
import { computeChecksums, readMigrations } from "./migration-files";

/** The lock of `prisma migrate deploy`. We take the same lock, so we wait for it and for our other processes. */
const prismaLockKey = 72_707_369;

/** A migration may take any length of time, whatever timeouts the role or the database has. */
const noTimeouts = { statement_timeout: "0", lock_timeout: "0", idle_in_transaction_session_timeout: "0" };

const noFilters = { externalTables: [], externalEnums: [] };

/** Whether every migration is recorded as applied and is unchanged. This is so at most starts, which then need no engine. */
async function isUpToDate(pool: pg.Pool, list: MigrationList): Promise<boolean> {
  const { rows: tables } = await pool.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found");
  if (!tables[0].found) return false;
  const { rows } = await pool.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const wanted = computeChecksums(list);
  const same = rows.filter((row) => row.finished && wanted.get(row.migration_name) === row.checksum);
  return same.length === rows.length && rows.length === wanted.size;
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

function migrationProblem(error: unknown): Problem {
  const { message, code } = error as Error & { code?: string };
  return new Problem("Migrating the database failed.", {
    // Without the engine's own call stack.
    output: message.split(/\n +0: /)[0] || code,
    advice:
      "A failed migration is recorded as `prisma migrate deploy` would record it; see https://pris.ly/d/migrate-resolve.",
  });
}

/**
 * Applies the migrations in prisma/migrations that the database of `url` lacks, and records them in the same table as
 * `prisma migrate deploy`. Safe in concurrent processes: they queue, and the later ones find nothing to do.
 * Returns the names of the migrations just applied.
 */
export async function migrate(url: string, folder?: string): Promise<string[]> {
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
