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

/** Checks whether the database is writable, and whether this machine's clock agrees with it. Reveals nothing else: the call is public. */
export async function checkHealth(): Promise<Health> {
  try {
    if (await isWritable()) return { status: "ok", database: "ok", clock: clockState() };
    log.warn("the database is read-only: it is a standby or was just demoted to a standby");
  } catch (error) {
    log.warn({ error: (error as Error).message }, "the database is unreachable");
  }
  return { status: "unavailable", database: "unavailable", clock: clockState() };
}

const clockState = () => (clockDiffers() ? "differs" : "ok");

async function isWritable(): Promise<boolean> {
  const client = await pool().connect();
  let failed: Error | boolean = true;
  try {
    const { rows } = await client.query(
      "SELECT current_setting('transaction_read_only') = 'on' AS read_only",
    );
    // A read-only connection is closed instead of reused: it may lead to a former primary, and a new connection to the new one.
    failed = rows[0].read_only;
    return !failed;
  } finally {
    client.release(failed);
  }
}
