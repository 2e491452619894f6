/** The tries on one subject (an e-mail address, an IP address, a known browser, a user's confirmations) so far. */
export interface Tries {
  failures: number;
  windowStart: Date;
  blockedUntil: Date | null;
}

/** How many failures within the window lead to a block. An IP address may be a whole office. */
export const failureLimits = { email: 5, ip: 50, device: 5, confirmation: 5 } as const;

const minute = 60_000;
const windowMs = 15 * minute;
const longestBlockMinutes = 15;

/** Until when the subject may not try, or null when it may. */
export function blockedUntil(tries: Tries, now: Date): Date | null {
  return tries.blockedUntil && tries.blockedUntil > now ? tries.blockedUntil : null;
}

/**
 * The tries after one more at `now`. At the limit it blocks for 1 minute, then after each further failure for 2, 4,
 * 8 and at most 15. A window of 15 minutes (after a block: counted from its end) without reaching it starts anew.
 */
export function countTry(tries: Tries, limit: number, now: Date): Tries {
  const windowFrom = Math.max(tries.windowStart.getTime(), tries.blockedUntil?.getTime() ?? 0);
  const over = now.getTime() - windowFrom >= windowMs;
  const failures = over ? 1 : tries.failures + 1;
  const minutes = Math.min(longestBlockMinutes, 2 ** (failures - limit));
  return {
    failures,
    windowStart: over || tries.failures === 0 ? now : tries.windowStart,
    blockedUntil: failures < limit ? null : new Date(now.getTime() + minutes * minute),
  };
}
