/** The failures so far of one subject: an e-mail address, an IP address, a recognized browser, a user's confirmations. */
export interface Failures {
  count: number;
  windowStart: Date;
  blockedUntil: Date | null;
}

/** How many failures within the window lead to a block. An IP address can be a whole office. */
export const failureLimits = { email: 5, ip: 50, device: 5, confirmation: 5 } as const;

const minuteMs = 60_000;
const windowMs = 15 * minuteMs;
const maxBlockMinutes = 15;

/** Until when the subject is blocked, or null when it is not. */
export function findActiveBlockEnd(failures: Failures, now: Date): Date | null {
  return failures.blockedUntil && failures.blockedUntil > now ? failures.blockedUntil : null;
}

/**
 * The failures after one more at `now`. Reaching the limit blocks for 1 minute, each further failure for 2, 4, 8 and at most
 * 15 minutes. The count starts again with a failure that comes at least 15 minutes after both the window's first failure
 * and the end of the last block.
 */
export function addFailure(failures: Failures, limit: number, now: Date): Failures {
  const windowFrom = Math.max(failures.windowStart.getTime(), failures.blockedUntil?.getTime() ?? 0);
  const over = now.getTime() - windowFrom >= windowMs;
  const count = over ? 1 : failures.count + 1;
  const minutes = Math.min(maxBlockMinutes, 2 ** (count - limit));
  return {
    count,
    windowStart: over || failures.count === 0 ? now : failures.windowStart,
    blockedUntil: count < limit ? null : new Date(now.getTime() + minutes * minuteMs),
  };
}
