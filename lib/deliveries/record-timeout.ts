// Short file: scheduled and manual attempts are both recorded within it.
import { currentTimeMs } from "../clock";

const longestRecordTimeoutMs = 10_000;
const shortestRecordTimeoutMs = 1_000;

/**
 * How long one try to record may take: half of what is left of the shortest lease, so that after a half-open connection there is time
 * for another try before another worker may attempt the delivery.
 */
export function recordTimeoutMs(leaseEnds: readonly number[]): number {
  const leftMs = Math.min(...leaseEnds) - currentTimeMs();
  return Math.max(shortestRecordTimeoutMs, Math.min(longestRecordTimeoutMs, leftMs / 2));
}
