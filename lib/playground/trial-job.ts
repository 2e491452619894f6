import type { EventFacts } from "../dialects/dialect";
import type { Condition, ConditionPart } from "../webhooks/conditions/condition";
import { evaluateCondition } from "../webhooks/conditions/evaluate-condition";
import { explainCondition } from "../webhooks/conditions/explain-condition";

/** A past event, and whether a condition matched it and why. */
export interface TriedEvent {
  id: string;
  title: string;
  entityType: string;
  entityId: string;
  occurredAt: string;
  outcome: "matched" | "not_matched" | "error";
  error: string | null;
  parts: ConditionPart[];
}

export function tryConditionOnEvent(condition: Condition, event: EventFacts): TriedEvent {
  const result = evaluateCondition(condition, event);
  const { id, title, entityType, entityId } = event;
  return {
    id,
    title,
    entityType,
    entityId,
    occurredAt: event.occurredAt.toISOString(),
    outcome: "error" in result ? "error" : result.holds ? "matched" : "not_matched",
    error: "error" in result ? result.error : null,
    parts: explainCondition(condition, event),
  };
}

/** Tries a condition on events. Runs in a thread, which gets the events as JSON. */
export function trialJob({
  condition,
  events,
}: {
  condition: Condition;
  events: (Omit<EventFacts, "occurredAt"> & { occurredAt: string })[];
}): TriedEvent[] {
  return events.map((event) =>
    tryConditionOnEvent(condition, { ...event, occurredAt: new Date(event.occurredAt) }),
  );
}
