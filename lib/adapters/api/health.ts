import { z } from "zod";
import { clockDiffers } from "../../clock";
import { pool } from "../../db";
import { log } from "../../log";

export const healthSchema = z.object({
  status: z.enum(["ok", "unavailable"]),
  database: z.enum(["ok", "unavailable"]),
  /** Whether this machine's clock agrees with the database's, which is the authoritative one. */
  clock: z.enum(["ok", "differs"]),
});
type Health = z.infer<typeof healthSchema>;

/**
 * Checks whether the database is writable, and whether this machine's clock agrees with the database's. Reveals nothing else, because
 * anyone can make the call.
 */
export async function checkHealth(): Promise<Health> {
  try {
    if (await isWritable()) return { status: "ok", database: "ok", clock: getClockState() };
    log.warn("the database is read-only: it is a standby or was just demoted to a standby");
  } catch (error) {
    log.warn({ error: (error as Error).message }, "the database is unreachable");
  }
  return { status: "unavailable", database: "unavailable", clock: getClockState() };
}

const getClockState = () => (clockDiffers() ? "differs" : "ok");

async function isWritable(): Promise<boolean> {
  const client = await pool().connect();
  let mustClose: Error | boolean = true;
  try {
    const { rows } = await client.query(
      "SELECT current_setting('transaction_read_only') = 'on' AS read_only",
    );
    // A read-only connection is closed, not reused: it may lead to a former primary, and a new connection may reach the new one.
    mustClose = rows[0].read_only;
    return !mustClose;
  } finally {
    client.release(mustClose);
  }
}
