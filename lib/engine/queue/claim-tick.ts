import { pool } from "../../db";

const claimSql = `
  INSERT INTO engine_crons (function_id, last_tick) VALUES ($1, $2)
  ON CONFLICT (function_id) DO UPDATE SET last_tick = excluded.last_tick
  WHERE engine_crons.last_tick < excluded.last_tick OR engine_crons.last_tick > now() + interval '2 minutes'`;

/**
 * Claims a cron function's tick: true for the first worker that claims this tick or a later one, false for all others. A
 * tick more than two minutes in the future, claimed by a worker with a wrong clock, does not block earlier ticks. Throws when
 * Postgres cannot be reached.
 */
export async function claimTick(functionId: string, tick: Date): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: "engine-claim-tick",
    text: claimSql,
    values: [functionId, tick],
  });
  return rowCount === 1;
}
