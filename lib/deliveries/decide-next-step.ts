import { parseRetryAfterMs } from "./parse-retry-after";

/** The parts of an attempt's result that decide the next step. */
export interface AttemptResult {
  succeeded: boolean;
  responseCode: number | null;
  retryAfter: string | undefined;
}

export interface RetryPolicy {
  /** The delay before each retry, in seconds. */
  retryDelays: readonly number[];
  /** How many attempts failed before this one. */
  failureCount: number;
  /** Whether this response code forbids further attempts, even if retries are left. */
  endsRetries?: ((responseCode: number) => boolean) | undefined;
}

export type Decision = { kind: "succeeded" } | { kind: "retry"; afterMs: number } | { kind: "failed" };

const jitterShare = 0.1;
/**
 * The response codes whose Retry-After header is followed: 429 by RFC 6585, 503 by RFC 9110, 502 and 504 by Standard Webhooks 1.0.0.
 * Retry-After can only lengthen a delay, so it is followed for every dialect.
 */
const retryAfterStatuses: readonly (number | null)[] = [429, 502, 503, 504];

/**
 * Decides what follows an attempt: success, a retry, or permanent failure.
 * @param random a number from 0 (inclusive) to 1 (exclusive) for the jitter, which only lengthens a delay
 */
export function decideNextStep(
  result: AttemptResult,
  policy: RetryPolicy,
  now: Date,
  random: number,
): Decision {
  if (result.succeeded) return { kind: "succeeded" };
  const delay = policy.retryDelays[policy.failureCount];
  if (delay === undefined || policy.endsRetries?.(result.responseCode ?? 0)) return { kind: "failed" };
  const scheduledMs = delay * 1_000 * (1 + jitterShare * random);
  const requestedMs = retryAfterStatuses.includes(result.responseCode)
    ? parseRetryAfterMs(result.retryAfter, now)
    : 0;
  return { kind: "retry", afterMs: Math.round(Math.max(scheduledMs, requestedMs)) };
}
