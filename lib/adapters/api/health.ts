import { isClockOff } from "../../clock";
import { pool } from "../../db";
import { log } from "../../log";
import type { Health } from "./health-schema";

/** Whether the ledger can be reached and written, and whether this machine's clock agrees with it. Says nothing else, because anybody may ask. */
export async function health(): Promise<Health> {
  try {
    if (await isWritable()) return { status: "ok", database: "ok", clock: clockNow() };
    log.warn("the database is read-only: it is a standby, or its primary has just become one");
  } catch (error) {
    log.warn({ error: (error as Error).message }, "the database cannot be reached");
  }
  return { status: "unavailable", database: "unavailable", clock: clockNow() };
}

const clockNow = () => (isClockOff() ? "differs" : "ok");

async function isWritable(): Promise<boolean> {
  const client = await pool().connect();
  let failed: Error | boolean = true;
  try {
    const { rows } = await client.query(
      "SELECT current_setting('transaction_read_only') = 'on' AS read_only",
    );
    // A connection to what was the primary is given up: a new one may find the new primary.
    failed = rows[0].read_only;
    return !failed;
  } finally {
    client.release(failed);
  }
}
