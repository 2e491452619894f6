import { currentTimeMs } from "../../clock";
import { pool } from "../../db";
import type { NewRun } from "./run-types";
import { type Wake, wakeChannel } from "./wake-message";

/**
 * One statement, one commit and one notification for any number of runs. The commit does not wait for the disk: if Postgres loses runs in a
 * crash, the watch or the sweep signals their work again.
 */
const insertSql = `
  WITH relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
  added AS (
    INSERT INTO engine_runs (function_id, key, signal, run_id, steps, attempt, due_at)
    SELECT added.* FROM relaxed, unnest(
      $1::text[], $2::text[], $3::json[], $4::uuid[], $5::json[], $6::int[], $7::timestamptz[]
    ) AS added
  )
  SELECT pg_notify('${wakeChannel}', $8)`;

/**
 * Adds runs to the embedded engine's queue and wakes the workers. Throws when Postgres cannot be reached.
 * Signals of one key are dequeued in the order in which they were enqueued.
 */
export async function enqueueRuns(runs: NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  const now = currentTimeMs();
  const futureDueAts = runs.map(({ dueAt }) => (dueAt && dueAt.getTime() > now ? dueAt : null));
  const dueTimes = futureDueAts.flatMap((dueAt) => (dueAt ? [dueAt.getTime()] : []));
  const wake: Wake = {
    functionIds: [...new Set(runs.flatMap((run, index) => (futureDueAts[index] ? [] : [run.functionId])))],
    dueAt: dueTimes.length > 0 ? dueTimes.reduce((a, b) => Math.min(a, b)) : undefined,
  };
  await pool().query({
    name: "engine-enqueue",
    text: insertSql,
    values: [
      runs.map((run) => run.functionId),
      runs.map((run) => run.key),
      runs.map((run) => JSON.stringify(run.progress ? run.signals : run.signals[0])),
      runs.map((run) => run.progress?.runId ?? null),
      runs.map((run) => (run.progress ? JSON.stringify(run.progress.steps) : null)),
      runs.map((run) => run.progress?.attempt ?? 0),
      futureDueAts,
      JSON.stringify(wake),
    ],
  });
}
