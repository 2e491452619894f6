import type { Progress } from "./measure-progress";

/**
 * Why users are warned before a webhook is paused: the kind of their notifications.
 * - `webhook_failing`: a delivery failed permanently, the first since the webhook was enabled or since a day without failures
 * - `webhook_half_failed`: half of the limit of the failure policy is reached
 */
export type Warning = "webhook_failing" | "webhook_half_failed";

/** Warnings are at least an hour apart from each other, and follow the notification of a pause by at least an hour. */
const minIntervalMs = 3_600_000;

/** The last notification of a warning or, if `warning` is null, of a pause. `at` is in ms since the epoch; null if there was none. */
export interface LastNotification {
  warning: Warning | null;
  at: number | null;
}

export function canWarn(last: LastNotification, now: number): boolean {
  return last.at === null || now - last.at >= minIntervalMs;
}

/**
 * Decides which warning is due after a failure that did not pause the webhook; null: none. Each warning is due once while the webhook
 * is failing. A warning within an hour of the last notification is postponed to the next failure after that hour.
 * @param failingSince the first failure since the webhook was enabled, or since a day without failures
 */
export function decideWarning(
  progress: Exclude<Progress, "reached">,
  last: LastNotification,
  failingSince: number,
  now: number,
): Warning | null {
  if (!canWarn(last, now)) return null;
  const sent = last.at !== null && last.at >= failingSince ? last.warning : null;
  if (sent === "webhook_half_failed") return null;
  if (progress === "half") return "webhook_half_failed";
  return sent === null ? "webhook_failing" : null;
}
