import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** What a page waits for: something under way, or only for a time. Null when nothing shown can change by itself. */
export type Awaited = { busy: true } | { busy: false; at: string } | null;

/** What is open among the deliveries shown: requests under way or asked for, else the earliest scheduled attempt. */
export function findNextChange(deliveries: readonly DeliveryWithAttempts[]): Awaited {
  let at: string | null = null;
  for (const delivery of deliveries) {
    const { state, nextAttemptAt } = delivery;
    if (isInProgress(delivery)) return { busy: true };
    if (state === "pending" && nextAttemptAt && (at === null || nextAttemptAt < at)) at = nextAttemptAt;
  }
  return at === null ? null : { busy: false, at };
}

/** The same in words. */
export function describeProgress(deliveries: readonly DeliveryWithAttempts[]): string {
  const underWay = deliveries.filter(isInProgress).length;
  const waiting = deliveries.filter(
    (delivery) => delivery.state === "pending" && !isInProgress(delivery),
  ).length;
  const parts = [
    ...(underWay > 0 ? [`${underWay} under way`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for the next attempt`] : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : "Nothing under way.";
}

function isInProgress({ state, attempts }: DeliveryWithAttempts): boolean {
  return state === "delivering" || attempts.some((attempt) => attempt.outcome === null);
}

const oneSecond = 1_000;
const slowest = 10_000;
const patience = 60_000;

/**
 * Milliseconds until the page looks again; null: no more. A second while something is under way or due, up to ten
 * while the next retry is far away, or when what should have happened long did not (no worker runs).
 * @param unchangedMs how long the page has looked the same.
 */
export function nextPollDelay(awaited: Awaited, now: number, unchangedMs: number): number | null {
  if (!awaited) return null;
  if (unchangedMs > patience) return slowest;
  if (awaited.busy) return oneSecond;
  const untilDue = Date.parse(awaited.at) - now;
  return Math.min(slowest, Math.max(oneSecond, untilDue / 2));
}
