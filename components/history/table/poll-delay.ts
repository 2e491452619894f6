import type { DeliverySummary } from "../delivery-rows";

/** The part of a delivery that says what happens to it next. */
type Progress = Pick<DeliverySummary, "state" | "nextAttemptAt" | "attempts">;

/** The next change of a page: an attempt is in progress (`busy`), or one is due at the time `at`. Null if no change is expected. */
export type NextChange = { busy: true } | { busy: false; at: string } | null;

/** Finds an attempt in progress or queued, otherwise the earliest scheduled attempt. */
export function findNextChange(deliveries: readonly Progress[]): NextChange {
  let at: string | null = null;
  for (const delivery of deliveries) {
    const { state, nextAttemptAt } = delivery;
    if (isInProgress(delivery)) return { busy: true };
    if (state === "pending" && nextAttemptAt && (at === null || nextAttemptAt < at)) at = nextAttemptAt;
  }
  return at === null ? null : { busy: false, at };
}

/** "1 in progress, 2 waiting for the next attempt." */
export function describeProgress(deliveries: readonly Progress[]): string {
  const inProgress = deliveries.filter(isInProgress).length;
  const waiting = deliveries.filter(
    (delivery) => delivery.state === "pending" && !isInProgress(delivery),
  ).length;
  const parts = [
    ...(inProgress > 0 ? [`${inProgress} in progress`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for the next attempt`] : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : "Nothing in progress.";
}

function isInProgress({ state, attempts }: Pick<Progress, "state" | "attempts">): boolean {
  return state === "delivering" || attempts.some((attempt) => attempt.outcome === null);
}

const oneSecond = 1_000;
const tenSeconds = 10_000;
const oneMinute = 60_000;

/**
 * Milliseconds until the next poll; null stops polling. One second while an attempt is in progress or due; up to ten seconds
 * while the next attempt is far away; ten seconds if nothing has changed for a minute, for example because no worker is running.
 * @param unchangedMs how long the page has not changed.
 */
export function nextPollDelay(next: NextChange, now: number, unchangedMs: number): number | null {
  if (!next) return null;
  if (unchangedMs > oneMinute) return tenSeconds;
  if (next.busy) return oneSecond;
  const untilDue = Date.parse(next.at) - now;
  return Math.min(tenSeconds, Math.max(oneSecond, untilDue / 2));
}
