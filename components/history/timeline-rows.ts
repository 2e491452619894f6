import type { AttemptSummary, DeliverySummary } from "./delivery-summary";

/**
 * A line of a delivery's history. An attempt that was made or asked for; "next": one that the engine will make or
 * is making; "rest": a delivery that waits or ended without one.
 */
export type TimelineRow<Attempt extends AttemptSummary = AttemptSummary> =
  | { kind: "attempt"; attempt: Attempt; isFinalFailure: boolean }
  | { kind: "next"; number: number; at: string | null; sending: boolean; resent: boolean }
  | { kind: "rest"; state: "held" | "discarded"; reason: string | null };

/** The lines of a delivery, newest first: what is still to come stands above its attempts. */
export function timelineRows<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
): TimelineRow<Attempt>[] {
  const { state } = delivery;
  const attempts = sortNewestFirst(delivery.attempts);
  const lastNumber = Math.max(0, ...attempts.map((attempt) => attempt.number ?? 0));
  const rows: TimelineRow<Attempt>[] = attempts.map((attempt) => ({
    kind: "attempt",
    attempt,
    isFinalFailure: state === "failed" && attempt.number !== null && attempt.number === lastNumber,
  }));
  const first = firstRow(delivery, attempts);
  return first ? [first, ...rows] : rows;
}

function firstRow(
  delivery: DeliverySummary,
  attempts: AttemptSummary[],
): Exclude<TimelineRow, { kind: "attempt" }> | null {
  const { state, stateReason, attemptCount } = delivery;
  if (state === "held" || state === "discarded") return { kind: "rest", state, reason: stateReason };
  if (state !== "pending" && state !== "delivering") return null;
  const sending = state === "delivering";
  const lastAt = attempts.findIndex((attempt) => attempt.number !== null);
  return {
    kind: "next",
    // The engine counts an attempt when it begins; it is written down when it ends.
    number: sending ? attemptCount : attemptCount + 1,
    at: sending ? null : delivery.nextAttemptAt,
    sending,
    resent: lastAt === -1 ? attempts.length > 0 : lastAt > 0,
  };
}

/** By the time they were made or asked for, not by id: a resend's id comes from the clock of somebody's browser. */
export function sortNewestFirst<Attempt extends AttemptSummary>(attempts: readonly Attempt[]): Attempt[] {
  return attempts.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

function timeOf(attempt: AttemptSummary): string {
  return attempt.startedAt ?? attempt.requestedAt ?? "";
}

/** The attempt that `open` names, by its own id or by its trace ID: then the newest. */
export function findOpenAttempt<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
  open: string | undefined,
): Attempt | null {
  if (open === delivery.traceId) return sortNewestFirst(delivery.attempts)[0] ?? null;
  return delivery.attempts.find((attempt) => attempt.id === open) ?? null;
}
