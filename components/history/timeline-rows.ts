import type { AttemptView, DeliveryWithAttempts } from "@/lib/deliveries/schema";

/**
 * A line of a delivery's history. An attempt that was made or asked for; "next": one that the engine will make or
 * is making; "rest": a delivery that waits or ended without one.
 */
export type TimelineRow =
  | { kind: "attempt"; attempt: AttemptView; givenUp: boolean }
  | { kind: "next"; number: number; at: string | null; sending: boolean; resent: boolean }
  | { kind: "rest"; state: "held" | "discarded"; reason: string | null };

/** The lines of a delivery, newest first: what is still to come stands above its attempts. */
export function timelineRows(delivery: DeliveryWithAttempts): TimelineRow[] {
  const { state } = delivery;
  const attempts = newestFirst(delivery.attempts);
  const lastNumber = Math.max(0, ...attempts.map((attempt) => attempt.number ?? 0));
  const rows: TimelineRow[] = attempts.map((attempt) => ({
    kind: "attempt",
    attempt,
    givenUp: state === "failed" && attempt.number !== null && attempt.number === lastNumber,
  }));
  const first = firstRow(delivery, attempts);
  return first ? [first, ...rows] : rows;
}

function firstRow(delivery: DeliveryWithAttempts, attempts: AttemptView[]): TimelineRow | null {
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
export function newestFirst(attempts: readonly AttemptView[]): AttemptView[] {
  return attempts.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

function timeOf(attempt: AttemptView): string {
  return attempt.startedAt ?? attempt.requestedAt ?? "";
}

/** The attempt that `open` names, by its own id or by its trace ID: then the newest. */
export function openAttempt(delivery: DeliveryWithAttempts, open: string | undefined): AttemptView | null {
  if (open === delivery.traceId) return newestFirst(delivery.attempts)[0] ?? null;
  return delivery.attempts.find((attempt) => attempt.id === open) ?? null;
}
