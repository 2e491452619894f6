import { currentTime } from "../clock";
import { type Queryable, transaction } from "../db";
import { buildIdFloor, readIdTime } from "../ids";
import { log } from "../log";
import { listPartitions, type PartitionedTable, partitionedTables } from "./partitioned-tables";
import { nextPeriod } from "./periods";

/** Partitions exist this many days ahead, so that nothing waits for one even if no worker runs for a season. */
export const daysAhead = 92;
const dayMs = 86_400_000;

/** One process makes them at a time. */
const lockKey = 7_152_026;

/**
 * Makes the partitions of the next three months that are missing, each where the one before it ends. Neither reads nor writes wait
 * for it.
 * @returns the names of the new ones
 */
export function ensurePartitions(now = currentTime()): Promise<string[]> {
  return transaction(async (db) => {
    await db.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
    return await extendPartitions(db, now);
  });
}

/** The same, on a connection in a transaction, while nobody else does it. */
export async function extendPartitions(db: Queryable, now: Date): Promise<string[]> {
  const made: string[] = [];
  for (const table of Object.values(partitionedTables)) made.push(...(await extend(db, table, now)));
  return made;
}

async function extend(db: Queryable, table: PartitionedTable, now: Date): Promise<string[]> {
  const lastPartition = (await listPartitions(db, table)).at(-1);
  if (!lastPartition) throw new Error(`The table ${table.name} has no partitions. Run npm run migrate.`);
  const madeNames: string[] = [];
  for (
    let from = new Date(readIdTime(lastPartition.until));
    from.getTime() < now.getTime() + daysAhead * dayMs;
  ) {
    const until = nextPeriod(table.period, from);
    const name = `${table.name}_${from.toISOString().slice(0, 10).replaceAll("-", "")}`;
    // Made apart and then attached: making it as a partition would lock out everybody who reads or writes the table.
    await db.query(`CREATE TABLE ${name} (LIKE ${table.name} INCLUDING ALL)`);
    if (table.storage) await db.query(`ALTER TABLE ${name} SET (${table.storage})`);
    await db.query(
      `ALTER TABLE ${table.name} ATTACH PARTITION ${name} FOR VALUES FROM ('${buildIdFloor(from)}') TO ('${buildIdFloor(until)}')`,
    );
    madeNames.push(name);
    from = until;
  }
  return madeNames;
}

/**
 * Does `work`, which writes new rows; if there is no partition for them, makes the missing ones and does it again.
 * @param work all or nothing: a statement, or a transaction with everything around it
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

/** Postgres reports a row without a partition as a violated check that has no name. */
function isPartitionMissing(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23514" && constraint === undefined;
}
