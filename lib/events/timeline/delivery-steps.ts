import { describeLimitedStateReason, limitFailure } from "../../customer-data/limit-failure";
import type { FailureParams } from "../../reasons/codes";
import { buildFailureMessage, toOutlook } from "../../reasons/describe";
import type { Scope } from "../../scope/scope";
import type { DeliveryStep, NamedWebhook } from "./schema";

/** The fields of a delivery that its timeline needs. */
export interface DeliveryRow {
  traceId: string;
  eventId: string;
  webhook: NamedWebhook;
  state: "pending" | "succeeded" | "failed" | "held" | "discarded";
  stateReason: string | null;
  reasonParams: FailureParams | null;
  attemptCount: number;
  /** Failed attempts since the delivery was created or last released; also 0 if it was held until a resend succeeded. */
  failureCount: number;
  nextAttemptAt: Date | null;
  /** Start of the attempt in progress; null when there is none. */
  sendingSince: Date | null;
  createdAt: Date;
  completedAt: Date | null;
  /** When a job released the delivery, and who had requested that job; null if no job released it. */
  releasedAt: Date | null;
  releasedBy: string | null;
  /** Whether a job created the delivery, later than its event, and who had requested that job. */
  replayed: boolean;
  replayedBy: string | null;
}

export interface AttemptRow {
  id: string;
  traceId: string;
  number: number | null;
  manual: boolean;
  requestedBy: string | null;
  requestedAt: Date | null;
  startedAt: Date | null;
  durationMs: number | null;
  outcome: "succeeded" | "failed" | "unknown" | null;
  responseCode: number | null;
  errorCode: string | null;
  errorParams: FailureParams | null;
  errorMessage: string | null;
}

/** A change of a webhook's state, from the audit trail. */
export interface WebhookStateChange {
  traceId: string;
  at: Date;
  by: string;
  action: string;
  /** If the webhook was paused: the delivery whose failure paused it. */
  deliveryId: string | null;
  /** If the webhook was enabled: what happened to the held deliveries, such as "deliver" or "discard". */
  heldDeliveries: string | null;
}

/**
 * Builds the steps of one delivery, as far as the scope can see them, in order. Attempts are recorded; the times at which the delivery was held, released or discarded are
 * derived from the state changes of its webhook while the delivery was open.
 * @param changes the webhook's last state change before the delivery was created, and those until it was completed, oldest
 *   first.
 */
export function buildDeliverySteps(
  scope: Scope,
  delivery: DeliveryRow,
  attempts: readonly AttemptRow[],
  changes: readonly WebhookStateChange[],
): DeliveryStep[] {
  const failedAt = findFailureTime(delivery, attempts, changes);
  const steps: DeliveryStep[] = [
    ...buildOriginSteps(delivery),
    ...attempts.flatMap((attempt) => buildAttemptSteps(scope, delivery, attempt)),
    ...buildHoldSteps(scope, delivery, addRelease(delivery, changes), failedAt ?? delivery.completedAt),
    ...buildFinalSteps(delivery, changes, failedAt),
  ];
  return [...steps.sort((a, b) => a.at.localeCompare(b.at)), ...buildUpcomingSteps(delivery)];
}

/** Builds the step of a delivery that a job created, because such a delivery was not matched when the event was received. */
function buildOriginSteps(delivery: DeliveryRow): DeliveryStep[] {
  if (!delivery.replayed) return [];
  const by = delivery.replayedBy ?? "Hookledger";
  return [{ kind: "replayed", ...buildStepBase(delivery, delivery.createdAt), by }];
}

/** Adds the release of this delivery by a job. A job releases deliveries one by one, without an audit entry for each release. */
function addRelease(
  { traceId, releasedAt, releasedBy }: DeliveryRow,
  changes: readonly WebhookStateChange[],
): readonly WebhookStateChange[] {
  if (!releasedAt) return changes;
  const facts = { action: "webhook.enabled", deliveryId: null, heldDeliveries: "deliver" };
  const release = { traceId, at: releasedAt, by: releasedBy ?? "Hookledger", ...facts };
  return [...changes, release].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function buildStepBase({ traceId, webhook }: DeliveryRow, at: Date) {
  return { at: at.toISOString(), traceId, webhook };
}

function buildAttemptSteps(scope: Scope, delivery: DeliveryRow, attempt: AttemptRow): DeliveryStep[] {
  const { id: attemptId, number, manual, outcome, durationMs, responseCode } = attempt;
  const steps: DeliveryStep[] = [];
  if (manual && attempt.requestedAt) {
    const by = attempt.requestedBy ?? "Hookledger";
    steps.push({ kind: "resent", ...buildStepBase(delivery, attempt.requestedAt), attemptId, by });
  }
  if (attempt.startedAt) {
    const error = describeError(scope, delivery, attempt);
    const facts = { attemptId, number, manual, outcome, durationMs, responseCode, error };
    steps.push({ kind: "attempt", ...buildStepBase(delivery, attempt.startedAt), ...facts });
  }
  return steps;
}

function describeError(
  scope: Scope,
  delivery: DeliveryRow,
  attempt: AttemptRow,
): { code: string; message: string } | null {
  const { errorCode: code, errorParams: params, errorMessage: message } = attempt;
  if (code === null) return null;
  return {
    code,
    message: buildFailureMessage(limitFailure(scope, { code, params, message }), toOutlook(delivery.state)),
  };
}

/**
 * Finds when the delivery failed permanently; null if it did not. The state alone does not show this: a later successful resend makes a
 * failed delivery "succeeded".
 */
function findFailureTime(
  { traceId, state, failureCount, completedAt }: DeliveryRow,
  attempts: readonly AttemptRow[],
  changes: readonly WebhookStateChange[],
): Date | null {
  if (state === "failed") return completedAt;
  const numbered = attempts.filter(({ number }) => number !== null);
  if (state !== "succeeded" || numbered.some(({ outcome }) => outcome === "succeeded")) return null;
  const pause = changes.find(({ deliveryId }) => deliveryId === traceId);
  if (pause) return pause.at;
  if (failureCount === 0) return null;
  const ends = numbered.map(({ startedAt, durationMs }) => (startedAt?.getTime() ?? 0) + (durationMs ?? 0));
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Builds the steps "held", "released" and "discarded" from the times at which the webhook was paused, disabled, enabled or deleted. */
function buildHoldSteps(
  scope: Scope,
  delivery: DeliveryRow,
  changes: readonly WebhookStateChange[],
  closedAt: Date | null,
): DeliveryStep[] {
  const { traceId, createdAt, state } = delivery;
  const stateReason = describeLimitedStateReason(scope, state, delivery.stateReason, delivery.reasonParams);
  const steps: DeliveryStep[] = [];
  let held = false;
  for (const { at, by, action, deliveryId, heldDeliveries } of changes) {
    const isBeforeCreation = at <= createdAt;
    // If this delivery's own failure paused the webhook, the pause holds the webhook's other deliveries, not this one.
    if (deliveryId === traceId || (closedAt !== null && at > closedAt)) continue;
    const when = buildStepBase(delivery, isBeforeCreation ? createdAt : at);
    if (action === "webhook.paused" || (action === "webhook.disabled" && !isBeforeCreation)) {
      if (!held) steps.push({ kind: "held", ...when, reason: describeHold(action) });
      held = true;
    } else if (action === "webhook.enabled" && held && heldDeliveries === "deliver") {
      steps.push({ kind: "released", ...when, by });
      held = false;
    } else if (
      isDiscard(action, heldDeliveries, held) &&
      // A deletion is never before the creation, only in the same millisecond: a deleted webhook gets no deliveries.
      (!isBeforeCreation || action === "webhook.deleted")
    ) {
      const reason = action === "webhook.deleted" ? "The webhook was deleted." : null;
      steps.push({ kind: "discarded", ...when, by, reason });
      held = false;
    }
  }
  if (state === "held" && !held) {
    steps.push({
      kind: "held",
      ...buildStepBase(delivery, createdAt),
      reason: stateReason ?? "The webhook is paused.",
    });
  }
  if (state === "discarded" && !steps.some(({ kind }) => kind === "discarded")) {
    const when = buildStepBase(delivery, delivery.completedAt ?? createdAt);
    steps.push({ kind: "discarded", ...when, by: null, reason: stateReason });
  }
  return steps;
}

function describeHold(action: string): string {
  return action === "webhook.paused" ? "The webhook was paused." : "The webhook was disabled.";
}

function isDiscard(action: string, heldDeliveries: string | null, held: boolean): boolean {
  return (
    action === "webhook.deleted" || (action === "webhook.enabled" && held && heldDeliveries === "discard")
  );
}

function buildFinalSteps(
  delivery: DeliveryRow,
  changes: readonly WebhookStateChange[],
  failedAt: Date | null,
): DeliveryStep[] {
  const steps: DeliveryStep[] = [];
  if (failedAt) steps.push({ kind: "failed", ...buildStepBase(delivery, failedAt) });
  const pause = changes.find(({ deliveryId }) => deliveryId === delivery.traceId);
  if (pause) steps.push({ kind: "paused_webhook", ...buildStepBase(delivery, pause.at) });
  if (delivery.state === "succeeded" && delivery.completedAt) {
    steps.push({ kind: "delivered", ...buildStepBase(delivery, delivery.completedAt) });
  }
  return steps;
}

function buildUpcomingSteps(delivery: DeliveryRow): DeliveryStep[] {
  const { state, attemptCount, nextAttemptAt, sendingSince } = delivery;
  if (sendingSince)
    return [{ kind: "sending", ...buildStepBase(delivery, sendingSince), number: attemptCount }];
  if (state !== "pending" || !nextAttemptAt) return [];
  return [{ kind: "planned", ...buildStepBase(delivery, nextAttemptAt), number: attemptCount + 1 }];
}
