// Short file: both scheduled and manual attempts are recorded within this timeout.
import { currentTimeMs } from "../clock";

const longestRecordTimeoutMs = 10_000;
const shortestRecordTimeoutMs = 1_000;

/**
 * Returns how long one try to record outcomes may take, in ms: half of the time until the first lease ends, but at least 1 s and at most
 * 10 s. If the connection is half-open, this leaves time for another try before another worker may attempt the delivery.
 */
export function getRecordTimeoutMs(leaseEnds: readonly number[]): number {
  const leftMs = Math.min(...leaseEnds) - currentTimeMs();
  return Math.max(shortestRecordTimeoutMs, Math.min(longestRecordTimeoutMs, leftMs / 2));
}
