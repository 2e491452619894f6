import type { DeliveryStep, WebhookName } from "./schema";

/** A delivery as far as its timeline needs it. */
export interface DeliveryRow {
  traceId: string;
  eventId: string;
  webhook: WebhookName;
  state: "pending" | "succeeded" | "failed" | "held" | "discarded";
  stateReason: string | null;
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** When the attempt began that is under way; null when none is. */
  sendingSince: Date | null;
  createdAt: Date;
  completedAt: Date | null;
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
  errorMessage: string | null;
}

/** A change of a webhook's state, from the audit. */
export interface WebhookChange {
  traceId: string;
  at: Date;
  by: string;
  action: string;
  /** Of a pause: the delivery whose failure caused it. */
  deliveryId: string | null;
  /** Of enabling: what became of the deliveries that were held. */
  heldDeliveries: string | null;
}

/**
 * What happened to one delivery, in order. Attempts are on record; when it was held, released or discarded is told
 * by the changes of its webhook's state while it was open.
 * @param changes the last one before the delivery was made, and those since, oldest first.
 */
export function deliverySteps(
  delivery: DeliveryRow,
  attempts: readonly AttemptRow[],
  changes: readonly WebhookChange[],
): DeliveryStep[] {
  const failedAt = whenFailed(delivery, attempts, changes);
  const steps = [
    ...attempts.flatMap((attempt) => attemptSteps(delivery, attempt)),
    ...waitingSteps(delivery, changes, failedAt ?? delivery.completedAt),
    ...endSteps(delivery, changes, failedAt),
  ];
  return [...steps.sort((a, b) => a.at.localeCompare(b.at)), ...comingSteps(delivery)];
}

function of({ traceId, webhook }: DeliveryRow, at: Date) {
  return { at: at.toISOString(), traceId, webhook };
}

function attemptSteps(delivery: DeliveryRow, attempt: AttemptRow): DeliveryStep[] {
  const { id: attemptId, number, manual, outcome, durationMs, responseCode, errorCode } = attempt;
  const steps: DeliveryStep[] = [];
  if (manual && attempt.requestedAt) {
    const by = attempt.requestedBy ?? "Hookledger";
    steps.push({ kind: "resent", ...of(delivery, attempt.requestedAt), attemptId, by });
  }
  if (attempt.startedAt) {
    const error = errorCode === null ? null : { code: errorCode, message: attempt.errorMessage ?? errorCode };
    const said = { attemptId, number, manual, outcome, durationMs, responseCode, error };
    steps.push({ kind: "attempt", ...of(delivery, attempt.startedAt), ...said });
  }
  return steps;
}

/** When its last retry failed; null when it did not. A resend that worked has turned it into delivered since. */
function whenFailed(
  { traceId, state, completedAt }: DeliveryRow,
  attempts: readonly AttemptRow[],
  changes: readonly WebhookChange[],
): Date | null {
  if (state === "failed") return completedAt;
  const numbered = attempts.filter(({ number }) => number !== null);
  if (state !== "succeeded" || numbered.some(({ outcome }) => outcome === "succeeded")) return null;
  const pause = changes.find(({ deliveryId }) => deliveryId === traceId);
  if (pause) return pause.at;
  const ends = numbered.map(({ startedAt, durationMs }) => (startedAt?.getTime() ?? 0) + (durationMs ?? 0));
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Held, released and discarded, as the webhook was paused, disabled, enabled and deleted. */
function waitingSteps(
  delivery: DeliveryRow,
  changes: readonly WebhookChange[],
  closedAt: Date | null,
): DeliveryStep[] {
  const { traceId, createdAt, state, stateReason } = delivery;
  const steps: DeliveryStep[] = [];
  let held = false;
  for (const { at, by, action, deliveryId, heldDeliveries } of changes) {
    const before = at <= createdAt;
    // Its own failure paused the webhook, and the others wait.
    if (deliveryId === traceId || (closedAt !== null && at > closedAt)) continue;
    const when = of(delivery, before ? createdAt : at);
    if (action === "webhook.paused" || (action === "webhook.disabled" && !before)) {
      if (!held) steps.push({ kind: "held", ...when, reason: whyHeld(action) });
      held = true;
    } else if (action === "webhook.enabled" && held && heldDeliveries === "deliver") {
      steps.push({ kind: "released", ...when, by });
      held = false;
    } else if (isDiscard(action, heldDeliveries, held) && !before) {
      const reason = action === "webhook.deleted" ? "The webhook was deleted." : null;
      steps.push({ kind: "discarded", ...when, by, reason });
      held = false;
    }
  }
  if (state === "held" && !held) {
    steps.push({ kind: "held", ...of(delivery, createdAt), reason: stateReason ?? "The webhook is Paused." });
  }
  if (state === "discarded" && !steps.some(({ kind }) => kind === "discarded")) {
    const when = of(delivery, delivery.completedAt ?? createdAt);
    steps.push({ kind: "discarded", ...when, by: null, reason: stateReason });
  }
  return steps;
}

function whyHeld(action: string): string {
  return action === "webhook.paused" ? "The webhook was Paused." : "The webhook was Disabled.";
}

function isDiscard(action: string, heldDeliveries: string | null, held: boolean): boolean {
  return (
    action === "webhook.deleted" || (action === "webhook.enabled" && held && heldDeliveries === "discard")
  );
}

function endSteps(
  delivery: DeliveryRow,
  changes: readonly WebhookChange[],
  failedAt: Date | null,
): DeliveryStep[] {
  const steps: DeliveryStep[] = [];
  if (failedAt) steps.push({ kind: "failed", ...of(delivery, failedAt) });
  const pause = changes.find(({ deliveryId }) => deliveryId === delivery.traceId);
  if (pause) steps.push({ kind: "paused_webhook", ...of(delivery, pause.at) });
  if (delivery.state === "succeeded" && delivery.completedAt) {
    steps.push({ kind: "delivered", ...of(delivery, delivery.completedAt) });
  }
  return steps;
}

function comingSteps(delivery: DeliveryRow): DeliveryStep[] {
  const { state, attemptCount, nextAttemptAt, sendingSince } = delivery;
  if (sendingSince) return [{ kind: "sending", ...of(delivery, sendingSince), number: attemptCount }];
  if (state !== "pending" || !nextAttemptAt) return [];
  return [{ kind: "planned", ...of(delivery, nextAttemptAt), number: attemptCount + 1 }];
}
