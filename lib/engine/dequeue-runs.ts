import type { Queries } from "./connection";
import type { DequeuedRun, Signal, Steps } from "./run";

/**
 * A walk over the keys that have runs ready, by jumps in the index (function_id, key, id) of the rows that are
 * ready: its cost grows with the keys taken and the busy keys passed, not with the rows that wait. It goes from the
 * last key to the first and so lands on the newest row of each key: the oldest are those just taken, which stay in
 * the index, dead, until vacuum. For the same reason a key with a backlog is read from the last id taken onwards.
 */
const take = (below: "" | "AND key < $7") => `
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

const takeFromTop = take("");
const takeBelow = take("AND key < $7");

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
  /** Of how many keys at most. */
  maxKeys: number;
  /** Signals of one run at most. */
  batchSize: number;
  /** Keys that may not start another run now. */
  busyKeys: string[];
  /** Keys with a backlog: the last id taken of each. */
  lastDequeuedIds: ReadonlyMap<string, string>;
  /** Only keys before this one: where the last call stopped. */
  below?: string;
};

export type DequeueResult = {
  /** One run for each key, the oldest signals of the key in order. */
  runs: { run: DequeuedRun; lastId: string }[];
  /** How many keys were looked at. More of them than runs: another worker was at the rest. */
  seen: number;
  /** The last of these keys; fewer than `maxKeys` seen means that there is none below it. */
  lowest?: string;
};

/**
 * Takes what may start now out of the queue, for good: a run that is lost afterwards is signalled again by the
 * sweep. Workers side by side never get the same row (SKIP LOCKED). Throws when Postgres cannot be reached.
 */
export async function dequeueRuns(
  db: Queries,
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
      ? { name: "engine-take", text: takeFromTop, values }
      : { name: "engine-take-below", text: takeBelow, values: [...values, below] },
  );
  const runs = rows.flatMap((row) => (row.key === null ? [] : [read(functionId, row.key, row)]));
  return { runs, seen: rows[0]?.seen ?? 0, lowest: rows[0]?.lowest ?? undefined };
}

function read(functionId: string, key: string, row: Row): { run: DequeuedRun; lastId: string } {
  if (row.run_id === null) {
    const signals: Signal[] = JSON.parse(row.signals);
    return { run: { functionId, key, signals }, lastId: row.last_id };
  }
  // A run put back is one row that carries all its signals.
  const [signals = []]: Signal[][] = JSON.parse(row.signals);
  const steps: Steps = JSON.parse(row.steps ?? "{}");
  const progress = { runId: row.run_id, steps, attempt: row.attempt };
  return { run: { functionId, key, signals, progress }, lastId: row.last_id };
}
