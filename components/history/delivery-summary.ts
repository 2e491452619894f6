import type { AttemptView, DeliveryView, DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** What the line of an attempt shows of it. */
export interface AttemptSummary
  extends Pick<
    AttemptView,
    "id" | "number" | "requestedAt" | "startedAt" | "outcome" | "destination" | "responseCode"
  > {
  error: { code: string } | null;
}

/** What the lines of a delivery show of it. */
export interface DeliverySummary<Attempt extends AttemptSummary = AttemptSummary>
  extends Omit<DeliveryView, "eventId" | "webhookId" | "lastResponseCode" | "completedAt"> {
  attempts: Attempt[];
}

/** Only what its lines show: a page of fifty goes to the browser as data, and headers alone would be most of it. */
export function summarizeDelivery(delivery: DeliveryWithAttempts): DeliverySummary {
  const {
    eventId: _event,
    webhookId: _webhook,
    lastResponseCode: _code,
    completedAt: _at,
    ...shown
  } = delivery;
  return { ...shown, attempts: delivery.attempts.map(summarizeAttempt) };
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
