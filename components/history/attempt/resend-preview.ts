import type { DeliverySummary } from "../timeline-rows";
import { sortNewestFirst } from "../timeline-rows";
import { formatResponse } from "./attempt-outcome";

/** What somebody should see before resending. */
export interface ResendPreview {
  traceId: string;
  eventTitle: string;
  webhookName: string;
  /** Where the last attempt went; null while none was made. */
  destination: string | null;
  /** The last attempt that ended; `answer` is its response code, or in words why there is none. */
  last: { outcome: "succeeded" | "failed" | "unknown"; answer: string; at: string } | null;
  underWay: boolean;
  retry: { at: string; number: number } | null;
}

export function previewResend(delivery: DeliverySummary): ResendPreview {
  const { traceId, eventTitle, webhookName, state, nextAttemptAt, attemptCount } = delivery;
  const attempts = sortNewestFirst(delivery.attempts);
  const last = attempts.find((attempt) => attempt.outcome !== null);
  return {
    traceId,
    eventTitle,
    webhookName,
    destination: last?.destination ?? null,
    last: last?.outcome
      ? { outcome: last.outcome, answer: formatResponse(last), at: last.startedAt ?? delivery.createdAt }
      : null,
    underWay: state === "delivering" || attempts.some((attempt) => attempt.outcome === null),
    retry: state === "pending" && nextAttemptAt ? { at: nextAttemptAt, number: attemptCount + 1 } : null,
  };
}

const soonMs = 10 * 60_000;

/** Reasons to think twice, in sentences: the receiver may get the same notice more than once. */
export function resendWarnings({ last, underWay, retry }: ResendPreview, now: number): string[] {
  const warnings: string[] = [];
  if (last?.outcome === "succeeded") {
    warnings.push("The last attempt succeeded: the receiver has this notice and gets it once more.");
  }
  if (underWay) warnings.push("An attempt of this delivery is under way right now.");
  if (retry && Date.parse(retry.at) - now < soonMs) {
    warnings.push(
      `A retry is due soon: attempt ${retry.number} is sent by itself, and resending does not replace it.`,
    );
  }
  return warnings;
}
