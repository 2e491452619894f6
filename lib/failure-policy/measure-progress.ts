import { type FailurePolicy, maxCountedFailures } from "./schema";

/** What is known about a webhook when some of its deliveries fail permanently. Times in ms since the epoch. */
export interface FailureFacts {
  now: number;
  /** When the webhook was last enabled. */
  enabledAt: number;
  /** When its last deliveries failed, including those that fail now: at most `maxCountedFailures`. */
  failedAt: readonly number[];
}

/** Counts the deliveries of the webhook that succeeded at or after `since`, up to `max`. */
export type CountSuccesses = (since: number, max: number) => Promise<number>;

/** How close a webhook is to being paused: "half" means that at least half of the limit is reached. */
export type Progress = "below" | "half" | "reached";

const minuteMs = 60_000;

/**
 * Measures how close a webhook is to being paused by its failure policy.
 * @param halfMatters false if no warning can be sent: then "half" may be reported as "below", which saves counting
 */
export async function measureProgress(
  policy: FailurePolicy,
  facts: FailureFacts,
  countSuccesses: CountSuccesses,
  halfMatters: boolean,
): Promise<Progress> {
  switch (policy.kind) {
    case "never":
      return "below";
    case "failures": {
      const failed = listFailuresSince(facts, facts.enabledAt).length;
      if (failed >= policy.count) return "reached";
      return failed * 2 >= policy.count ? "half" : "below";
    }
    case "failureRate":
      return await measureRate(policy, facts, countSuccesses, halfMatters);
    case "noSuccess": {
      const isReachedIn = async (windowMs: number) =>
        hasEnoughFailures(policy, facts, windowMs) && (await countSuccesses(facts.now - windowMs, 1)) === 0;
      const windowMs = policy.windowMinutes * minuteMs;
      if (await isReachedIn(windowMs)) return "reached";
      return halfMatters && (await isReachedIn(windowMs / 2)) ? "half" : "below";
    }
  }
}

async function measureRate(
  { percent, windowMinutes, minimumDeliveries }: Extract<FailurePolicy, { kind: "failureRate" }>,
  facts: FailureFacts,
  countSuccesses: CountSuccesses,
  halfMatters: boolean,
): Promise<Progress> {
  const since = Math.max(facts.now - windowMinutes * minuteMs, facts.enabledAt);
  const failures = listFailuresSince(facts, since);
  const failed = failures.length;
  const lowestPercent = halfMatters ? percent / 2 : percent;
  // Even if only `minimumDeliveries` ended in the window, the rate of so few failures is below the limit.
  if (failed * 100 < lowestPercent * minimumDeliveries) return "below";
  // Only the last `maxCountedFailures` failures are known. If all of them are in the window, the window begins with the earliest.
  const from = failed < maxCountedFailures ? since : Math.min(...failures);
  // With this many successes, the rate is below the limit, so further ones need not be counted.
  const enough = Math.floor((failed * (100 - lowestPercent)) / lowestPercent) + 1;
  const ended = failed + (await countSuccesses(from, enough));
  if (ended < minimumDeliveries) return "below";
  if (failed * 100 >= percent * ended) return "reached";
  return failed * 200 >= percent * ended ? "half" : "below";
}

/** Whether the webhook was enabled during the whole window and enough deliveries failed in it, regardless of successes. */
function hasEnoughFailures(
  { minimumDeliveries }: Extract<FailurePolicy, { kind: "noSuccess" }>,
  facts: FailureFacts,
  windowMs: number,
): boolean {
  const since = facts.now - windowMs;
  return facts.enabledAt <= since && listFailuresSince(facts, since).length >= minimumDeliveries;
}

const listFailuresSince = ({ failedAt }: FailureFacts, since: number): number[] =>
  failedAt.filter((at) => at >= since);
