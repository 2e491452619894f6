import type { DialectOptions } from "../dialects/dialect";
import { isOwnEventType } from "../own-events/names";
import type { Condition, ConditionSubject } from "./conditions/condition";
import { evaluateCondition } from "./conditions/evaluate-condition";

/** A trigger that may match an event: one row of the subscription query. */
export interface TriggerCandidate {
  webhookId: string;
  /** The webhook's tenant; null for the lender. */
  partnerId: string | null;
  state: "enabled" | "disabled" | "paused";
  dialect: string;
  options: DialectOptions;
  /** An event type's name, or "*" for all but Hookledger's own. */
  eventType: string;
  /** The version of the event type; null for any version. */
  version: number | null;
  condition: Condition | null;
  /** Whether the webhook's deliveries for one entity are sent one after another. */
  ordered: boolean;
}

/** A subscribed webhook that got no delivery, and why. It is stored with the event, for the event's timeline. */
export interface SkippedWebhook {
  webhookId: string;
  reason: "disabled" | "condition_false" | "condition_error" | "template_error";
  detail?: string;
}

export interface MatchedWebhook {
  webhookId: string;
  partnerId: string | null;
  dialect: string;
  options: DialectOptions;
  version: number | null;
  /** Whether the delivery is held, because the webhook is paused. */
  held: boolean;
  ordered: boolean;
}

/**
 * Finds the webhooks that get a delivery of this event, and the subscribed webhooks that are skipped, with the reason. The lender's
 * webhooks can match any event; a partner's webhooks can match only events with the `partnerId` of that partner: the events that the
 * partner sends, and the lender's events that name the partner. A webhook with two triggers for the event, its type and "*", gets one
 * delivery if either of them matches.
 * @param toVersion converts the event to a version of its event type.
 */
export function matchWebhooks<Event extends ConditionSubject & { partnerId: string | null }>(
  event: Event,
  candidates: readonly TriggerCandidate[],
  toVersion: (event: Event, version: number | null) => Event = (original) => original,
): { matched: MatchedWebhook[]; skipped: SkippedWebhook[] } {
  const matched = new Map<string, MatchedWebhook>();
  const skipped = new Map<string, SkippedWebhook>();
  for (const candidate of candidates) {
    const { webhookId, partnerId, state, eventType, condition } = candidate;
    if (!isSubscribed(eventType, event.type)) continue;
    if (partnerId !== null && partnerId !== event.partnerId) continue;
    if (matched.has(webhookId)) continue;
    const skip = findSkipReason(toVersion(event, candidate.version), state, condition);
    if (skip) {
      skipped.set(webhookId, { webhookId, ...skip });
    } else {
      skipped.delete(webhookId);
      const { dialect, options, version, ordered } = candidate;
      const held = state === "paused";
      matched.set(webhookId, { webhookId, partnerId, dialect, options, version, held, ordered });
    }
  }
  return { matched: [...matched.values()], skipped: [...skipped.values()] };
}

/** "*" stands for all event types but Hookledger's own, which a webhook has to name. */
function isSubscribed(trigger: string, eventType: string): boolean {
  return trigger === eventType || (trigger === "*" && !isOwnEventType(eventType));
}

function findSkipReason(
  event: ConditionSubject,
  state: TriggerCandidate["state"],
  condition: Condition | null,
): Omit<SkippedWebhook, "webhookId"> | null {
  if (state === "disabled") return { reason: "disabled" };
  if (condition === null) return null;
  const result = evaluateCondition(condition, event);
  if ("error" in result) return { reason: "condition_error", detail: result.error };
  return result.holds ? null : { reason: "condition_false" };
}
