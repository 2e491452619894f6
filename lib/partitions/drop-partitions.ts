import { setTimeout as wait } from "node:timers/promises";
import { transaction } from "../db";
import { log } from "../log";
import { listPartitions, type Partition, type PartitionedTable } from "./partitioned-tables";

/** The most time that a drop waits for a lock, and then searches for needed rows. Readers and writers of the tables wait meanwhile. */
const maxWaitMs = 200;
const maxTries = 50;
const lockNotAvailableCode = "55P03";
const queryCanceledCode = "57014";
const maxPauseMs = 1_000;

/**
 * Drops the partitions of these tables that end at or before `bound`, the oldest first. This is faster than deleting rows.
 * @param tables tables with the same periods: their partitions of one period are dropped together
 * @param neededSql a query for rows that are still needed, with IDs from $1 (null: from the beginning) to before $2. It runs while
 *   nobody can write to the tables. A partition with such rows is kept.
 * @returns the names of the dropped partitions
 */
export async function dropPartitions(
  tables: readonly PartitionedTable[],
  bound: string,
  neededSql: string,
): Promise<string[]> {
  const lists = await transaction((db) => Promise.all(tables.map((table) => listPartitions(db, table))));
  const [firstList = []] = lists;
  const droppedNames: string[] = [];
  for (const partition of firstList.filter(({ until }) => until <= bound)) {
    const names = lists
      .flatMap((list) => list.filter(({ until }) => until === partition.until))
      .map(({ name }) => name);
    if (await dropUnlessNeeded(tables, names, partition, neededSql)) droppedNames.push(...names);
  }
  return droppedNames;
}

async function dropUnlessNeeded(
  tables: readonly PartitionedTable[],
  names: readonly string[],
  { from, until }: Partition,
  neededSql: string,
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction(async (db) => {
        await db.query(`SET LOCAL lock_timeout = ${maxWaitMs}`);
        // Locks only the parent tables. Everything except retention reaches rows through them, so once they are locked, no other
        // transaction uses a row of the partition or can start to use one.
        for (const { name } of tables) await db.query(`LOCK TABLE ONLY ${name} IN ACCESS EXCLUSIVE MODE`);
        await db.query(`SET LOCAL statement_timeout = ${maxWaitMs}`);
        const { rowCount } = await db.query(`${neededSql} LIMIT 1`, [from, until]);
        if (rowCount) return false;
        await db.query("SET LOCAL statement_timeout TO DEFAULT");
        await db.query(`DROP TABLE ${names.join(", ")}`);
        return true;
      });
    } catch (error) {
      const { code } = error as { code?: string };
      // The search for needed rows took too long. Retention then deletes the rows of the partition one by one.
      if (code === queryCanceledCode) return false;
      if (code !== lockNotAvailableCode) throw error;
      if (tries === maxTries) {
        log.warn({ names }, "old partitions are in use and will be dropped later");
        return false;
      }
      await wait(Math.random() * maxPauseMs);
    }
  }
}
