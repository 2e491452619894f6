/** The failures so far of one subject: an e-mail address, an IP address, a recognized browser, or a user's password confirmations. */
export interface Failures {
  count: number;
  windowStart: Date;
  blockedUntil: Date | null;
}

/** How many failures within the window lead to a block. The limit of an IP address is higher, because an office can share it. */
export const failureLimits = { email: 5, ip: 50, device: 5, confirmation: 5 } as const;

const minuteMs = 60_000;
const windowMs = 15 * minuteMs;
const maxBlockMinutes = 15;

/** Returns the end of the current block, or null if the subject is not blocked. */
export function findActiveBlockEnd(failures: Failures, now: Date): Date | null {
  return failures.blockedUntil && failures.blockedUntil > now ? failures.blockedUntil : null;
}

/**
 * Returns the failures including one more at `now`. Reaching the limit blocks the subject for 1 minute, further failures for 2, 4,
 * 8 and then 15 minutes. The count starts again with a failure that comes at least 15 minutes after both the window's first failure
 * and the end of the last block.
 */
export function addFailure(failures: Failures, limit: number, now: Date): Failures {
  const windowFrom = Math.max(failures.windowStart.getTime(), failures.blockedUntil?.getTime() ?? 0);
  const isWindowOver = now.getTime() - windowFrom >= windowMs;
  const count = isWindowOver ? 1 : failures.count + 1;
  const minutes = Math.min(maxBlockMinutes, 2 ** (count - limit));
  return {
    count,
    windowStart: isWindowOver || failures.count === 0 ? now : failures.windowStart,
    blockedUntil: count < limit ? null : new Date(now.getTime() + minutes * minuteMs),
  };
}
