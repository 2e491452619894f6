import type { AttemptView, DeliveryView, DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** The part of an attempt that its row shows. */
export interface AttemptSummary
  extends Pick<
    AttemptView,
    "id" | "number" | "requestedAt" | "startedAt" | "outcome" | "destination" | "responseCode"
  > {
  error: { code: string } | null;
}

/** The part of a delivery that its rows show. */
export interface DeliverySummary<Attempt extends AttemptSummary = AttemptSummary>
  extends Omit<
    DeliveryView,
    "eventId" | "webhookId" | "lastResponseCode" | "completedAt" | "sequence" | "blocksOrder"
  > {
  attempts: Attempt[];
}

/** Leaves out what rows do not show: the browser gets fifty of them as data, and headers would be most of it. */
export function summarizeDelivery(delivery: DeliveryWithAttempts): DeliverySummary {
  const {
    eventId: _event,
    webhookId: _webhook,
    lastResponseCode: _code,
    completedAt: _at,
    sequence: _sequence,
    blocksOrder: _blocks,
    ...summary
  } = delivery;
  return { ...summary, attempts: delivery.attempts.map(summarizeAttempt) };
}

function summarizeAttempt(attempt: AttemptView): AttemptSummary {
  const { id, number, requestedAt, startedAt, outcome, destination, responseCode, error } = attempt;
  return {
    id,
    number,
    requestedAt,
    startedAt,
    outcome,
    destination,
    responseCode,
    error: error && { code: error.code },
  };
}

/**
 * The row of a delivery's state, above the rows of its attempts. "next": an attempt is scheduled or being sent. "stopped": no
 * attempt is scheduled, because the delivery is held or discarded.
 */
export type StateRow =
  | {
      kind: "next";
      number: number;
      at: string | null;
      sending: boolean;
      resent: boolean;
      /** The trace ID of the delivery that it waits for. */
      waitsFor: string | null;
    }
  | { kind: "stopped"; state: "held" | "discarded"; reason: string | null };

export type AttemptOrStateRow<Attempt extends AttemptSummary = AttemptSummary> =
  | { kind: "attempt"; attempt: Attempt; isFinalFailure: boolean }
  | StateRow;

/** The rows of a delivery, newest first: the next attempt stands above the attempts that were made or requested. */
export function toDeliveryRows<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
): AttemptOrStateRow<Attempt>[] {
  const { state } = delivery;
  const attempts = sortNewestFirst(delivery.attempts);
  const lastNumber = Math.max(0, ...attempts.map((attempt) => attempt.number ?? 0));
  const rows: AttemptOrStateRow<Attempt>[] = attempts.map((attempt) => ({
    kind: "attempt",
    attempt,
    isFinalFailure: state === "failed" && attempt.number !== null && attempt.number === lastNumber,
  }));
  const first = toStateRow(delivery, attempts);
  return first ? [first, ...rows] : rows;
}

function toStateRow(delivery: DeliverySummary, attempts: AttemptSummary[]): StateRow | null {
  const { state, stateReason, attemptCount } = delivery;
  if (state === "held" || state === "discarded") return { kind: "stopped", state, reason: stateReason };
  if (state !== "pending" && state !== "delivering") return null;
  const sending = state === "delivering";
  const lastAt = attempts.findIndex((attempt) => attempt.number !== null);
  return {
    kind: "next",
    // A worker counts a scheduled attempt when it claims the delivery, and records the attempt when it ends.
    number: sending ? attemptCount : attemptCount + 1,
    at: sending ? null : delivery.nextAttemptAt,
    sending,
    resent: lastAt === -1 ? attempts.length > 0 : lastAt > 0,
    waitsFor: delivery.waitsFor,
  };
}

/** The text beside a state row; null when the state's badge says it all. */
export function describeState(row: StateRow): string | null {
  if (row.kind === "stopped") {
    if (row.state === "discarded") return row.reason;
    return `${row.reason ?? "The webhook is paused."} Enable the webhook to release or discard this delivery.`;
  }
  if (row.waitsFor)
    return `Waits for the delivery …${row.waitsFor.slice(-6)}, which is before it for the same entity.`;
  const stays = row.resent ? "This attempt stays scheduled; resending does not replace it." : null;
  return row.sending ? "Waiting for the response." : stays;
}

/** Sorted by start or request time, not by ID: a resend's ID comes from the clock of the user's browser. */
export function sortNewestFirst<Attempt extends AttemptSummary>(attempts: readonly Attempt[]): Attempt[] {
  return attempts.toSorted((a, b) => attemptTime(b).localeCompare(attemptTime(a)));
}

function attemptTime(attempt: AttemptSummary): string {
  return attempt.startedAt ?? attempt.requestedAt ?? "";
}

/** The attempt that `open` names by its own ID; a trace ID means the newest one. */
export function findExpandedAttempt<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
  open: string | undefined,
): Attempt | null {
  if (open === delivery.traceId) return sortNewestFirst(delivery.attempts)[0] ?? null;
  return delivery.attempts.find((attempt) => attempt.id === open) ?? null;
}
