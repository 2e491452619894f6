import type { Queryable } from "../db";

/** A table that is partitioned by a UUIDv7 and therefore by time (decision 28). */
export interface PartitionedTable {
  name: string;
  /** The UUIDv7 column whose time determines the partition of a row. */
  key: string;
  /** How much time a partition covers, in UTC; weeks begin on Monday. */
  period: Period;
  /** Storage parameters, which a partition does not inherit. */
  storage?: string;
}

export type Period = "month" | "week";

/** Attempts are partitioned by the ID of their delivery, so their partitions have the same bounds as those of deliveries. */
export const partitionedTables = {
  events: { name: "events", key: "id", period: "month" },
  deliveries: {
    name: "deliveries",
    key: "id",
    period: "month",
    storage:
      "fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.1",
  },
  attempts: { name: "attempts", key: "delivery_id", period: "month" },
  eventData: { name: "event_data", key: "event_id", period: "week" },
  bodies: { name: "bodies", key: "id", period: "week" },
  sourceMessages: { name: "source_messages", key: "id", period: "week" },
} as const satisfies Record<string, PartitionedTable>;

/** A partition and its bounds: it has the rows with IDs from `from` (null: from the beginning) to before `until`. */
export interface Partition {
  name: string;
  from: string | null;
  until: string;
}

const partitionsSql = `
  SELECT name, substring(bounds FROM 'FROM \\(''([0-9a-f-]{36})''\\)') AS "from",
         substring(bounds FROM 'TO \\(''([0-9a-f-]{36})''\\)') AS until
  FROM (SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass) partitions
  ORDER BY until`;

/** Lists the partitions of a table, the oldest first. */
export async function listPartitions(db: Queryable, table: PartitionedTable): Promise<Partition[]> {
  return (await db.query<Partition>(partitionsSql, [table.name])).rows;
}
