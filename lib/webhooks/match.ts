import type { DialectOptions } from "../dialects/dialect";
import { type ConditionSubject, evaluateCondition } from "./conditions/evaluate-condition";

/** A trigger of a webhook that might want an event: one row of the subscription query. */
export interface Candidate {
  webhookId: string;
  /** The webhook's owner; null: the lender's own. */
  partnerId: string | null;
  state: "enabled" | "disabled" | "paused";
  dialect: string;
  options: DialectOptions;
  /** An event type's name, or "*" for all. */
  eventType: string;
  /** The version of the event type that it chose; null: whichever comes. */
  version: number | null;
  condition: string | null;
}

/** Why a subscribed webhook got no delivery; kept with the event, so that its timeline can say it. */
export interface SkippedWebhook {
  webhookId: string;
  reason: "disabled" | "condition_false" | "condition_error" | "template_error";
  detail?: string;
}

export interface Matched {
  webhookId: string;
  partnerId: string | null;
  dialect: string;
  options: DialectOptions;
  version: number | null;
  /** The webhook is Paused: the delivery waits. */
  held: boolean;
}

/**
 * Which webhooks get a delivery of this event, and which subscribed ones do not, and why. The lender's own
 * webhooks see every event; a partner's only those that name the partner. A webhook with several triggers for the
 * event (its type and "*") gets one delivery when any of them holds.
 * @param toVersion the event as a webhook sees it that chose this version of its event type.
 */
export function matchWebhooks<Event extends ConditionSubject & { partnerId: string | null }>(
  event: Event,
  candidates: readonly Candidate[],
  toVersion: (event: Event, version: number | null) => Event = (whole) => whole,
): { matched: Matched[]; skipped: SkippedWebhook[] } {
  const matched = new Map<string, Matched>();
  const skipped = new Map<string, SkippedWebhook>();
  for (const candidate of candidates) {
    const { webhookId, partnerId, state, eventType, condition } = candidate;
    if (eventType !== "*" && eventType !== event.type) continue;
    if (partnerId !== null && partnerId !== event.partnerId) continue;
    if (matched.has(webhookId)) continue;
    const missed = reasonAgainst(toVersion(event, candidate.version), state, condition);
    if (missed) {
      skipped.set(webhookId, { webhookId, ...missed });
    } else {
      skipped.delete(webhookId);
      const { dialect, options, version } = candidate;
      matched.set(webhookId, { webhookId, partnerId, dialect, options, version, held: state === "paused" });
    }
  }
  return { matched: [...matched.values()], skipped: [...skipped.values()] };
}

function reasonAgainst(
  event: ConditionSubject,
  state: Candidate["state"],
  condition: string | null,
): Omit<SkippedWebhook, "webhookId"> | null {
  if (state === "disabled") return { reason: "disabled" };
  if (condition === null) return null;
  const result = evaluateCondition(condition, event);
  if ("error" in result) return { reason: "condition_error", detail: result.error };
  return result.holds ? null : { reason: "condition_false" };
}
