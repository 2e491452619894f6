import type { Warning } from "../failure-policy/decide-warning";
import { describeFailurePolicy } from "../failure-policy/describe";
import type { FailurePolicy } from "../failure-policy/schema";
import type { FailureParams, FailureSentences, Outlook, StateReason, StoredFailure } from "./codes";
import { findFailureSentences, needsParams } from "./failure-sentences";

export function toOutlook(state: string): Outlook {
  if (state === "pending" || state === "delivering") return "retrying";
  return state === "succeeded" ? "delivered" : "stopped";
}

/** Describes the cause of a failed attempt, and the next action. */
export function describeFailure(stored: StoredFailure, outlook: Outlook): FailureSentences {
  const { code, params, message } = stored;
  if (!params && message && needsParams(code)) return splitStoredMessage(code, message, outlook);
  return (
    findFailureSentences(code, params ?? {}, outlook) ?? {
      cause: message ?? `The attempt failed (${code}).`,
      nextAction: null,
    }
  );
}

/** The cause and the next action in one text, as in API responses and lists. */
export function buildFailureMessage(stored: StoredFailure, outlook: Outlook): string {
  const { cause, nextAction } = describeFailure(stored, outlook);
  return nextAction === null ? cause : `${cause} ${nextAction}`;
}

/** Splits the stored sentences of an older row. The next action follows the last full stop; template errors have only the cause. */
function splitStoredMessage(code: string, message: string, outlook: Outlook): FailureSentences {
  if (code === "template_error")
    return { cause: message, nextAction: findFailureSentences(code, {}, outlook)?.nextAction ?? null };
  const end = message.lastIndexOf(". ");
  if (end === -1) return { cause: message, nextAction: null };
  return { cause: message.slice(0, end + 1), nextAction: message.slice(end + 2) };
}

/** Why a delivery is held or discarded, and why a webhook is paused. */
const sentenceByStateReason: Record<StateReason, string> = {
  webhook_paused: "The webhook is paused.",
  webhook_disabled: "The webhook is disabled.",
  webhook_deleted: "The webhook was deleted.",
  discarded_on_enable: "Discarded when the webhook was enabled again.",
  delivery_failed: "A delivery failed permanently.",
  failures_reached: "The number of failed deliveries reached the limit of the failure policy.",
  failure_rate_reached: "The failure rate reached the limit of the failure policy.",
  no_success: "No delivery succeeded within the time that the failure policy allows.",
};

/**
 * Describes why a delivery or a webhook is in its state. Rows store the reason as a code, older rows as the sentence itself. Null if a
 * row has no reason.
 */
export function describeStateReason(
  state: string,
  reason: string | null,
  params: FailureParams | null = null,
): string | null {
  if (reason === null || reason.includes(" ")) return reason;
  return (
    sentenceByStateReason[reason as StateReason] ??
    buildFailureMessage({ code: reason, params }, toOutlook(state))
  );
}

/** The notification to users who can enable a paused webhook, in the portal and by e-mail. */
export function describePause(webhookName: string, reason: string | null): { subject: string; text: string } {
  const cause = describeStateReason("paused", reason) ?? "A delivery failed permanently.";
  return {
    subject: `Webhook paused: ${webhookName}`,
    text: `The webhook "${webhookName}" is paused. ${cause} The webhook's deliveries are held until it is enabled.`,
  };
}

/** The warning to the same users, before the webhook is paused. */
export function describeWarning(
  webhookName: string,
  warning: Warning,
  policy: FailurePolicy,
): { subject: string; text: string } {
  const cause =
    warning === "webhook_half_failed"
      ? `The webhook "${webhookName}" has reached half of the limit at which it is paused.`
      : `A delivery of the webhook "${webhookName}" failed permanently.`;
  return {
    subject: `Webhook failing: ${webhookName}`,
    text: `${cause} ${describeFailurePolicy(policy)}`,
  };
}
