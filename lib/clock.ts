/**
 * The ledger's time is the time of the database. While this machine's clock agrees with the database's clock, this machine's clock is
 * used; otherwise, the current time is the last measured database time plus the time since that measurement (see sync-clock.ts). The
 * state is on `globalThis` because Next bundles this file separately from the server in front of it.
 */
const shared = globalThis as { hookledgerClock?: { databaseMs: number; measuredAt: number } };

/** Milliseconds since the epoch, by the ledger's clock. */
export function currentTimeMs(): number {
  const databaseClock = shared.hookledgerClock;
  return databaseClock
    ? Math.round(databaseClock.databaseMs + performance.now() - databaseClock.measuredAt)
    : Date.now();
}

/** The current time by the ledger's clock. `new Date()` is the time by this machine's clock, which may be hours off. */
export function currentTime(): Date {
  return new Date(currentTimeMs());
}

/** Whether the database's clock is used, because this machine's clock differs from it. */
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
