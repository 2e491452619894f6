import type { DeliverySummary } from "../delivery-rows";
import { sortNewestFirst } from "../delivery-rows";
import { formatResponse } from "./attempt-outcome";

/** What a user should know before resending. */
export interface ResendPreview {
  traceId: string;
  eventTitle: string;
  webhookName: string;
  webhookState: DeliverySummary["webhookState"];
  /** The URL of the last attempt; null without one. */
  destination: string | null;
  /** The last completed attempt; `response` is its response code or why there is none. */
  last: { outcome: "succeeded" | "failed" | "unknown"; response: string; at: string } | null;
  inProgress: boolean;
  retry: { at: string; number: number } | null;
  /** Whether the delivery waits for an earlier one. A resend does not wait. */
  isWaiting: boolean;
}

export function previewResend(delivery: DeliverySummary): ResendPreview {
  const { traceId, eventTitle, webhookName, webhookState, state, nextAttemptAt, attemptCount } = delivery;
  const attempts = sortNewestFirst(delivery.attempts);
  const lastAttempt = attempts.find((attempt) => attempt.outcome !== null);
  return {
    traceId,
    eventTitle,
    webhookName,
    webhookState,
    destination: lastAttempt?.destination ?? null,
    last: lastAttempt?.outcome
      ? {
          outcome: lastAttempt.outcome,
          response: formatResponse(lastAttempt),
          at: lastAttempt.startedAt ?? delivery.createdAt,
        }
      : null,
    inProgress: state === "delivering" || attempts.some((attempt) => attempt.outcome === null),
    retry: state === "pending" && nextAttemptAt ? { at: nextAttemptAt, number: attemptCount + 1 } : null,
    isWaiting: delivery.waitsFor !== null,
  };
}

const dueSoonMs = 10 * 60_000;

/** Reasons not to resend: the receiver may fail again, or get the webhook more than once or out of order. */
export function listResendWarnings(
  { webhookState, last, inProgress, retry, isWaiting }: ResendPreview,
  now: number,
): string[] {
  const warnings: string[] = [];
  if (webhookState === "paused") {
    warnings.push(
      "The webhook is Paused. A resend is sent anyway; the webhook stays Paused, and its other deliveries stay held.",
    );
  }
  if (last?.outcome === "succeeded") {
    warnings.push("The last attempt succeeded: the receiver already has this webhook and will get it again.");
  }
  if (inProgress) warnings.push("Another attempt for this delivery is in progress.");
  if (isWaiting)
    warnings.push("This delivery waits for an earlier one. A resend is sent at once, outside the order.");
  if (retry && Date.parse(retry.at) - now < dueSoonMs) {
    warnings.push(
      `A retry is due soon: attempt ${retry.number} will be sent automatically, and a resend does not replace it.`,
    );
  }
  return warnings;
}
