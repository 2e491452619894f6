/**
 * The ledger's time is the database's. While this machine's clock agrees with it, this machine's clock is used; otherwise, the
 * database's time plus the time since it was measured (see sync-clock.ts). The state is on `globalThis` because Next bundles this file
 * separately from the server in front of it.
 */
const shared = globalThis as { hookledgerClock?: { databaseMs: number; measuredAt: number } };

/** Milliseconds since the epoch, by the ledger's clock. */
export function currentTimeMs(): number {
  const databaseClock = shared.hookledgerClock;
  return databaseClock
    ? Math.round(databaseClock.databaseMs + performance.now() - databaseClock.measuredAt)
    : Date.now();
}

/** The time by the ledger's clock. `new Date()` is the time by this machine's clock, which may be hours off. */
export function currentTime(): Date {
  return new Date(currentTimeMs());
}

/** Whether this machine's clock differs from the database's, which is used instead. */
export function clockDiffers(): boolean {
  return shared.hookledgerClock !== undefined;
}

/**
 * Sets the clock to use: the database's, which was `databaseMs` when performance.now() was `measuredAt`, or this machine's if
 * `database` is undefined.
 */
export function setClock(database: { databaseMs: number; measuredAt: number } | undefined): void {
  shared.hookledgerClock = database;
}
