// Short file: claiming and recording a manual attempt both use it.
import type { Queryable } from "../db";

/**
 * Lets Postgres end this transaction if it stays without a statement for two seconds, as the worker's own connection does: a process that
 * is frozen or lost in the middle must not keep the rows that it has locked.
 */
export async function limitIdleTime(db: Queryable): Promise<void> {
  await db.query("SET LOCAL idle_in_transaction_session_timeout = '2s'");
}
