// Runs are dequeued: their rows are deleted. Deliveries and cron ticks are claimed: their rows stay (claim-tick.ts).
import type { Queryable } from "../../keep-database-connection";
import type { DequeuedRun, QueuedSignal, StepResults } from "./run-types";

/**
 * Settings of the connection that dequeues. The planner must never read the whole queue, not even with a plan cached while the table was
 * empty, so only index scans and nested loops are enabled. Commits do not wait for the disk.
 */
export const queueConnectionSettings = {
  synchronous_commit: "off",
  jit: "off",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_sort: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};

/**
 * Visits the keys with ready runs by jumping from key to key in the index (function_id, key, id) of ready rows, so its cost grows with the
 * keys dequeued and the busy keys skipped, not with the waiting rows. It goes from the last key to the first, because each jump then lands
 * on a key's newest row: the oldest rows were just dequeued, and their dead entries stay in the index until vacuum. For the same reason, a
 * key with a backlog is read from its last dequeued ID onwards.
 */
const buildDequeueSql = (below: "" | "AND key < $7") => `
  WITH RECURSIVE keys AS (
    (SELECT key FROM engine_runs WHERE function_id = $1 AND due_at IS NULL ${below} ORDER BY key DESC LIMIT 1)
    UNION ALL
    SELECT (
      SELECT r.key FROM engine_runs r
      WHERE r.function_id = $1 AND r.due_at IS NULL AND r.key < keys.key ORDER BY r.key DESC LIMIT 1
    ) FROM keys WHERE keys.key IS NOT NULL
  ),
  free AS MATERIALIZED (SELECT key FROM keys WHERE key IS NOT NULL AND key <> ALL ($2::text[]) LIMIT $3::int),
  picked AS (
    SELECT place FROM free
    LEFT JOIN unnest($4::text[], $5::bigint[]) AS taken_before (key, id) USING (key)
    CROSS JOIN LATERAL (
      SELECT place, started, first_value(started) OVER in_order AS first_started, row_number() OVER in_order AS rank
      FROM (
        SELECT ctid AS place, id, run_id IS NOT NULL AS started FROM engine_runs r
        WHERE r.function_id = $1 AND r.due_at IS NULL
          AND (r.key, r.id) > (free.key, coalesce(taken_before.id, 0)) AND r.key <= free.key
        ORDER BY r.key, r.id LIMIT $6::int FOR UPDATE SKIP LOCKED
      ) locked
      WINDOW in_order AS (ORDER BY id)
    ) ranked
    WHERE CASE WHEN first_started THEN rank = 1 ELSE NOT started END
  ),
  taken AS (
    DELETE FROM engine_runs USING picked WHERE engine_runs.ctid = picked.place
    RETURNING id, key, signal, run_id, steps, attempt
  )
  SELECT walk.seen, walk.lowest, run.*
  FROM (SELECT count(*)::int AS seen, min(key) AS lowest FROM free) walk
  LEFT JOIN (
    SELECT key, '[' || string_agg(signal::text, ',' ORDER BY id) || ']' AS signals, max(id) AS last_id,
      min(run_id::text) AS run_id, min(steps::text) AS steps, max(attempt) AS attempt
    FROM taken GROUP BY key
  ) run ON true`;

const dequeueFromTopSql = buildDequeueSql("");
const dequeueBelowSql = buildDequeueSql("AND key < $7");

type Row = {
  seen: number;
  lowest: string | null;
  key: string | null;
  signals: string;
  last_id: string;
  run_id: string | null;
  steps: string | null;
  attempt: number;
};

export type DequeueRequest = {
  /** The most keys to dequeue from. */
  maxKeys: number;
  /** The most signals of one run. */
  batchSize: number;
  /** Keys that must not start another run now. */
  busyKeys: string[];
  /** For each key with a backlog: the last dequeued ID. */
  lastDequeuedIds: ReadonlyMap<string, string>;
  /** Dequeue only from keys below this key, where the last call stopped. */
  below?: string;
};

export type DequeueResult = {
  /** One run for each key, with the oldest signals of the key in order. */
  runs: { run: DequeuedRun; lastId: string }[];
  /**
   * How many keys were examined. A key without a run has ready rows, but other workers have locked them, or they were added late, with IDs
   * not above the key's last dequeued one.
   */
  examinedCount: number;
  /** The lowest of the examined keys. If `examinedCount` is less than `maxKeys`, no key below it has ready rows, except busy ones. */
  lowest?: string;
};

/**
 * Removes the runs that may start now from the queue. If a run is lost afterwards, the watch or the sweep
 * signals its work again. Two workers never get the same row (SKIP LOCKED). Throws when Postgres cannot be reached.
 */
export async function dequeueRuns(
  db: Queryable,
  functionId: string,
  request: DequeueRequest,
): Promise<DequeueResult> {
  const { below, lastDequeuedIds, batchSize } = request;
  const values = [
    functionId,
    request.busyKeys,
    request.maxKeys,
    [...lastDequeuedIds.keys()],
    [...lastDequeuedIds.values()],
    batchSize,
  ];
  const { rows } = await db.query<Row>(
    below === undefined
      ? { name: "engine-dequeue", text: dequeueFromTopSql, values }
      : { name: "engine-dequeue-below", text: dequeueBelowSql, values: [...values, below] },
  );
  const runs = rows.flatMap((row) => (row.key === null ? [] : [toDequeuedRun(functionId, row.key, row)]));
  return { runs, examinedCount: rows[0]?.seen ?? 0, lowest: rows[0]?.lowest ?? undefined };
}

function toDequeuedRun(functionId: string, key: string, row: Row): { run: DequeuedRun; lastId: string } {
  if (row.run_id === null) {
    const signals: QueuedSignal[] = JSON.parse(row.signals);
    return { run: { functionId, key, signals }, lastId: row.last_id };
  }
  // A requeued run is one row with all its signals.
  const [signals = []]: QueuedSignal[][] = JSON.parse(row.signals);
  const steps: StepResults = JSON.parse(row.steps ?? "{}");
  const progress = { runId: row.run_id, steps, attempt: row.attempt };
  return { run: { functionId, key, signals, progress }, lastId: row.last_id };
}
