import type { Queryable } from "../db";

/**
 * Lets Postgres end this transaction after two seconds without a statement, as on the worker's own connection: a process that hangs or
 * is lost during the transaction must not keep rows locked.
 */
export async function limitIdleTime(db: Queryable): Promise<void> {
  await db.query("SET LOCAL idle_in_transaction_session_timeout = '2s'");
}

/**
 * Lets the prepared statements of this transaction reuse one plan that fits all parameters: planning a statement over all partitions takes
 * longer than running it. The plan looks rows up by index, one by one: a plan that was made for an empty ledger is kept while the ledger
 * grows, so it must not read whole tables. Only for statements that touch few rows.
 */
export async function reusePlans(db: Queryable): Promise<void> {
  await db.query(`
    SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
           set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`);
}
