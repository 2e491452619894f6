import type { Queryable } from "@/lib/db";
import { buildIdFloor } from "@/lib/ids";
import { daysAhead, extendPartitions } from "@/lib/partitions/ensure-partitions";
import {
  listPartitions,
  type PartitionedTable,
  partitionedTables,
} from "@/lib/partitions/partitioned-tables";
import { startOfPeriod } from "@/lib/partitions/periods";

const tables: readonly PartitionedTable[] = Object.values(partitionedTables);

/** Gives a database without events the partitions that it would have if it had been in use since `since`, but none for the future. */
export async function makePastPartitions(db: Queryable, since: Date): Promise<void> {
  for (const table of tables) await replacePartitions(db, table, since);
  await extendPartitions(db, new Date(Date.now() - daysAhead * 86_400_000));
}

/** Drops all partitions of a table with their rows, and creates one that ends before the month or week of `at`. */
export async function replacePartitions(db: Queryable, table: PartitionedTable, at: Date): Promise<void> {
  for (const { name } of await listPartitions(db, table)) await db.query(`DROP TABLE ${name}`);
  const until = buildIdFloor(startOfPeriod(table.period, at));
  await db.query(
    `CREATE TABLE ${table.name}_first PARTITION OF ${table.name} FOR VALUES FROM (MINVALUE) TO ('${until}')`,
  );
}
