import { currentTime } from "../clock";
import { type Queryable, transaction } from "../db";
import { buildIdFloor, readIdTime } from "../ids";
import { log } from "../log";
import { listPartitions, type PartitionedTable, partitionedTables } from "./partitioned-tables";
import { startOfNextPeriod } from "./periods";

/** Partitions are created this many days ahead, so that none is missing even if no worker runs for three months. */
export const daysAhead = 92;
const dayMs = 86_400_000;

/** The key of an advisory lock: only one process creates partitions at a time. */
const lockKey = 7_152_026;

/**
 * Creates the missing partitions of the next three months, each starting where the previous one ends. Reads and writes do not wait
 * for this.
 * @returns the names of the new partitions
 */
export function ensurePartitions(now = currentTime()): Promise<string[]> {
  return transaction(async (db) => {
    await db.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
    return await extendPartitions(db, now);
  });
}

/** Does the same as `ensurePartitions` in the caller's transaction. The caller makes sure that no other process does it meanwhile. */
export async function extendPartitions(db: Queryable, now: Date): Promise<string[]> {
  const createdNames: string[] = [];
  for (const table of Object.values(partitionedTables)) createdNames.push(...(await extend(db, table, now)));
  return createdNames;
}

async function extend(db: Queryable, table: PartitionedTable, now: Date): Promise<string[]> {
  const lastPartition = (await listPartitions(db, table)).at(-1);
  if (!lastPartition) throw new Error(`The table ${table.name} has no partitions. Run npm run migrate.`);
  const createdNames: string[] = [];
  for (
    let from = new Date(readIdTime(lastPartition.until));
    from.getTime() < now.getTime() + daysAhead * dayMs;
  ) {
    const until = startOfNextPeriod(table.period, from);
    const name = `${table.name}_${from.toISOString().slice(0, 10).replaceAll("-", "")}`;
    // The table is created separately and then attached, because CREATE TABLE ... PARTITION OF would block reads and writes of the parent.
    await db.query(`CREATE TABLE ${name} (LIKE ${table.name} INCLUDING ALL)`);
    if (table.storage) await db.query(`ALTER TABLE ${name} SET (${table.storage})`);
    await db.query(
      `ALTER TABLE ${table.name} ATTACH PARTITION ${name} FOR VALUES FROM ('${buildIdFloor(from)}') TO ('${buildIdFloor(until)}')`,
    );
    createdNames.push(name);
    from = until;
  }
  return createdNames;
}

/**
 * Runs `work`, which inserts rows. If a partition for them is missing, creates the missing partitions and runs `work` again.
 * @param work a single statement or a whole transaction, so that the first run changes nothing if it fails
 */
export async function withPartitions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPartitionMissing(error)) throw error;
    log.warn({ made: await ensurePartitions() }, "a partition was missing");
    return await work();
  }
}

/** Postgres reports a row without a partition as a check violation (23514) without a constraint name. */
function isPartitionMissing(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23514" && constraint === undefined;
}
