/**
 * The time of the ledger, which is the database's. As long as this machine's clock agrees with it, it is this machine's;
 * else (compare-clock.ts found out) the database's time goes on from the moment it was asked, by a counter that nobody
 * sets. It lives on `globalThis` because Next bundles this file apart from the small server in front of it.
 */
const shared = globalThis as { hookledgerClock?: { databaseMs: number; askedAt: number } };

/** Milliseconds since the epoch, by the clock that the ledger goes by. */
export function currentTimeMs(): number {
  const differing = shared.hookledgerClock;
  return differing ? Math.round(differing.databaseMs + performance.now() - differing.askedAt) : Date.now();
}

/** The time by the clock that the ledger goes by. `new Date()` is this machine's, which may be hours off. */
export function currentTime(): Date {
  return new Date(currentTimeMs());
}

/** Whether the times come from the database's clock because this machine's differs. */
export function isClockOff(): boolean {
  return shared.hookledgerClock !== undefined;
}

/** From now on goes by the database's clock as it was at `askedAt` of performance.now(), or by this machine's (undefined). */
export function setClock(database: { databaseMs: number; askedAt: number } | undefined): void {
  shared.hookledgerClock = database;
}
