// Short file: claiming and recording a manual attempt both use it.
import type { Queryable } from "../db";

/**
 * Lets Postgres end this transaction after two seconds without a statement, as on the worker's own connection: a process that hangs or
 * is lost during the transaction must not keep rows locked.
 */
export async function limitIdleTime(db: Queryable): Promise<void> {
  await db.query("SET LOCAL idle_in_transaction_session_timeout = '2s'");
}
