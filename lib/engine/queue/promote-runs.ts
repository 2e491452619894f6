import type { Queryable } from "../../keep-database-connection";
import { wakeChannel } from "./wake-message";

/**
 * Makes due rows ready. Rows that are due later are not in the index from which workers dequeue, so runs that wait for a retry or a sleep do
 * not slow down a dequeue. Due times are compared with the clock of Postgres.
 */
const promoteSql = `
  WITH due AS (
    SELECT ctid AS place FROM engine_runs WHERE due_at <= now()
    ORDER BY due_at LIMIT $1::int FOR UPDATE SKIP LOCKED
  ),
  ready AS (
    UPDATE engine_runs SET due_at = NULL FROM due WHERE engine_runs.ctid = due.place RETURNING function_id
  ),
  functions AS (SELECT coalesce(json_agg(DISTINCT function_id), '[]') AS ids, count(*)::int AS promoted FROM ready)
  SELECT
    ids,
    promoted,
    (SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 FROM engine_runs
      WHERE due_at > now()) AS next,
    CASE WHEN promoted > 0 THEN pg_notify('${wakeChannel}', json_build_object('functionIds', ids)::text) END
  FROM functions`;

type Row = { ids: string[]; promoted: number; next: number | null };

const maxPromoted = 2_000;

export type PromoteRunsResult = {
  /** Functions that now have runs ready. */
  functionIds: string[];
  /** Milliseconds until there is more to promote: 0 = now, undefined = nothing is waiting. */
  nextInMs?: number;
};

/** Makes due runs ready, and returns when to call again. Throws when Postgres cannot be reached. */
export async function promoteRuns(db: Queryable): Promise<PromoteRunsResult> {
  const { rows } = await db.query<Row>({ name: "engine-promote", text: promoteSql, values: [maxPromoted] });
  const { ids = [], promoted = 0, next = null } = rows[0] ?? {};
  if (promoted === maxPromoted) return { functionIds: ids, nextInMs: 0 };
  return { functionIds: ids, nextInMs: next === null ? undefined : Math.max(0, next) };
}
