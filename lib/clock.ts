/**
 * The ledger's time is the database's. While this machine's clock agrees with it, this machine's clock is used; otherwise
 * (see sync-clock.ts) the database's time plus a monotonic counter. On `globalThis`, because Next bundles this file apart
 * from the small server in front of it.
 */
const shared = globalThis as { hookledgerClock?: { databaseMs: number; askedAt: number } };

/** Milliseconds since the epoch, by the ledger's clock. */
export function currentTimeMs(): number {
  const databaseClock = shared.hookledgerClock;
  return databaseClock
    ? Math.round(databaseClock.databaseMs + performance.now() - databaseClock.askedAt)
    : Date.now();
}

/** The time by the ledger's clock. `new Date()` is this machine's, which may be hours off. */
export function currentTime(): Date {
  return new Date(currentTimeMs());
}

/** Whether this machine's clock differs from the database's, which is used instead. */
export function clockDiffers(): boolean {
  return shared.hookledgerClock !== undefined;
}

/** Uses the database's clock, as it was at `askedAt` of performance.now(), or this machine's (undefined). */
export function setClock(database: { databaseMs: number; askedAt: number } | undefined): void {
  shared.hookledgerClock = database;
}
