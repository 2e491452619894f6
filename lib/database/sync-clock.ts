import { clockDiffers, setClock } from "../clock";
import type { Queryable } from "../db";
import { log } from "../log";

/** A difference up to this is tolerated: it is too small to matter for signatures, order or expiry. */
const toleratedMs = 1_000;

/**
 * Compares this machine's clock with that of the database, and makes lib/clock use the database's clock when they differ.
 *
 * @param onChange called with the returned number when the clocks begin or cease to differ
 * @returns by how many milliseconds this machine's clock is ahead (negative: behind), or 0 if the difference is within a second or
 *   within the duration of the query
 */
export async function syncClock(db: Queryable, onChange?: (aheadMs: number) => void): Promise<number> {
  const [sentAt, sent] = [performance.now(), Date.now()];
  const { rows } = await db.query<{ ms: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms",
  );
  const durationMs = performance.now() - sentAt;
  const databaseMs = rows[0]?.ms ?? sent;
  const aheadMs = Math.round(sent + durationMs / 2 - databaseMs);
  const differs = Math.abs(aheadMs) > Math.max(toleratedMs, durationMs);
  const changed = differs !== clockDiffers();
  setClock(differs ? { databaseMs, measuredAt: sentAt + durationMs / 2 } : undefined);
  if (changed) onChange?.(differs ? aheadMs : 0);
  return differs ? aheadMs : 0;
}

/** Logs that the clocks have begun or ceased to differ. */
export function logClockChange(aheadMs: number): void {
  if (aheadMs === 0) log.info("this machine's clock agrees with the database's again");
  else
    log.warn(
      { secondsAhead: Math.round(aheadMs / 1_000) },
      "this machine's clock differs from the database's, which is used instead; synchronize both (NTP)",
    );
}
