import { clockDiffers, setClock } from "../clock";
import type { Queryable } from "../db";
import { log } from "../log";

/** A tolerated difference: too small to matter for signatures, order or expiry. */
const toleratedMs = 1_000;

/**
 * Compares this machine's clock with that of the database and makes lib/clock use the database's when they differ. Returns
 * by how many milliseconds this machine is ahead (negative: behind); 0 within a second or within the duration of the query.
 *
 * @param onChange called with that number when the clocks begin or cease to differ
 */
export async function syncClock(db: Queryable, onChange?: (aheadMs: number) => void): Promise<number> {
  const [sentAt, sent] = [performance.now(), Date.now()];
  const { rows } = await db.query<{ ms: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms",
  );
  const tookMs = performance.now() - sentAt;
  const databaseMs = rows[0]?.ms ?? sent;
  const aheadMs = Math.round(sent + tookMs / 2 - databaseMs);
  const differs = Math.abs(aheadMs) > Math.max(toleratedMs, tookMs);
  const changed = differs !== clockDiffers();
  setClock(differs ? { databaseMs, askedAt: sentAt + tookMs / 2 } : undefined);
  if (changed) onChange?.(differs ? aheadMs : 0);
  return differs ? aheadMs : 0;
}

/** Logs that the clocks begin or cease to differ. */
export function logClockChange(aheadMs: number): void {
  if (aheadMs === 0) log.info("this machine's clock agrees with the database's again");
  else
    log.warn(
      { secondsAhead: Math.round(aheadMs / 1_000) },
      "this machine's clock differs from the database's, which is used instead; synchronize both (NTP)",
    );
}
