import type { AttemptView, DeliveryView, DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** The part of an attempt that its row shows. */
export interface AttemptSummary
  extends Pick<
    AttemptView,
    "id" | "number" | "requestedAt" | "startedAt" | "outcome" | "destination" | "responseCode"
  > {
  /** `cause`: the sentence that says why it failed. */
  error: { code: string; cause?: string } | null;
}

/** The part of a delivery that its rows show. */
export interface DeliverySummary<Attempt extends AttemptSummary = AttemptSummary>
  extends Omit<
    DeliveryView,
    "eventId" | "webhookId" | "lastResponseCode" | "completedAt" | "sequence" | "blocksOrder"
  > {
  attempts: Attempt[];
}

/** Omits the fields that rows do not show. The browser gets fifty deliveries as data, and headers would be most of that data. */
export function summarizeDelivery(delivery: DeliveryWithAttempts): DeliverySummary {
  const {
    eventId: _event,
    webhookId: _webhook,
    lastResponseCode: _lastResponseCode,
    completedAt: _completedAt,
    sequence: _sequence,
    blocksOrder: _blocksOrder,
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
    error: error && { code: error.code, cause: error.cause },
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
      /** The trace ID of the delivery that this one waits for. */
      waitsFor: string | null;
    }
  | { kind: "stopped"; state: "held" | "discarded"; reason: string | null };

export type AttemptOrStateRow<Attempt extends AttemptSummary = AttemptSummary> =
  | { kind: "attempt"; attempt: Attempt; isFinalFailure: boolean; sentence: string | null }
  | StateRow;

/**
 * The rows of a delivery, newest first: the next attempt is above the attempts that were made or requested. The `sentence` of a failed
 * attempt says why it failed, unless the row above says the same.
 */
export function toDeliveryRows<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
): AttemptOrStateRow<Attempt>[] {
  const { state } = delivery;
  const attempts = sortNewestFirst(delivery.attempts);
  const lastNumber = Math.max(0, ...attempts.map((attempt) => attempt.number ?? 0));
  const causeOf = (attempt: Attempt | undefined) =>
    attempt?.outcome === "failed" ? (attempt.error?.cause ?? null) : null;
  const rows: AttemptOrStateRow<Attempt>[] = attempts.map((attempt, index) => ({
    kind: "attempt",
    attempt,
    isFinalFailure: state === "failed" && attempt.number !== null && attempt.number === lastNumber,
    sentence: causeOf(attempt) === causeOf(attempts[index - 1]) ? null : causeOf(attempt),
  }));
  const stateRow = toStateRow(delivery, attempts);
  return stateRow ? [stateRow, ...rows] : rows;
}

function toStateRow(delivery: DeliverySummary, attempts: AttemptSummary[]): StateRow | null {
  const { state, stateReason, attemptCount } = delivery;
  if (state === "held" || state === "discarded") return { kind: "stopped", state, reason: stateReason };
  if (state !== "pending" && state !== "delivering") return null;
  const sending = state === "delivering";
  const newestScheduledIndex = attempts.findIndex((attempt) => attempt.number !== null);
  return {
    kind: "next",
    // A worker counts a scheduled attempt when it claims the delivery, and records the attempt when the attempt ends.
    number: sending ? attemptCount : attemptCount + 1,
    at: sending ? null : delivery.nextAttemptAt,
    sending,
    resent: newestScheduledIndex === -1 ? attempts.length > 0 : newestScheduledIndex > 0,
    waitsFor: delivery.waitsFor,
  };
}

/** The text beside a state row; null if the state's badge is enough. */
export function describeState(row: StateRow): string | null {
  if (row.kind === "stopped") {
    if (row.state === "discarded") return row.reason;
    return `${row.reason ?? "The webhook is paused."} Enable the webhook to release or discard this delivery.`;
  }
  if (row.waitsFor) return `Waits for the earlier delivery …${row.waitsFor.slice(-6)} for the same entity.`;
  if (row.sending) return "Waiting for the response.";
  return row.resent ? "This attempt stays scheduled; resending does not replace it." : null;
}

/** Sorts by start or request time, not by ID: the ID of an older resend contains the time of the user's browser, which may be wrong. */
export function sortNewestFirst<Attempt extends AttemptSummary>(attempts: readonly Attempt[]): Attempt[] {
  return attempts.toSorted((a, b) => attemptTime(b).localeCompare(attemptTime(a)));
}

function attemptTime(attempt: AttemptSummary): string {
  return attempt.startedAt ?? attempt.requestedAt ?? "";
}

/** Finds the attempt whose ID is `open`; if `open` is the delivery's trace ID, the newest attempt. */
export function findExpandedAttempt<Attempt extends AttemptSummary>(
  delivery: DeliverySummary<Attempt>,
  open: string | undefined,
): Attempt | null {
  if (open === delivery.traceId) return sortNewestFirst(delivery.attempts)[0] ?? null;
  return delivery.attempts.find((attempt) => attempt.id === open) ?? null;
}
