import { setImmediate } from "node:timers/promises";
import { demand, type Scope } from "../access/scope";
import type { EventFacts } from "../dialects/dialect";
import { conditionError, evaluateCondition } from "../webhooks/condition";
import { type ConditionPart, explainCondition } from "../webhooks/explain-condition";
import { lastEvents } from "./past-events";

/** What a condition says of one past event, and why. */
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

export type Tried = { ok: true; events: TriedEvent[] } | { ok: false; message: string };

/** Tries a condition, saved or not, against the last events of a type ("*": of any) that this scope may see. */
export async function tryCondition(scope: Scope, eventType: string, condition: string): Promise<Tried> {
  demand(scope, "webhooks:write");
  const fault = conditionError(condition);
  if (fault !== null) return { ok: false, message: fault };
  const events: TriedEvent[] = [];
  for (const event of await lastEvents(scope, eventType)) {
    events.push(tryOn(condition, event));
    // A condition that costs what it may must not keep other requests waiting for all twenty.
    await setImmediate();
  }
  return { ok: true, events };
}

function tryOn(condition: string, event: EventFacts): TriedEvent {
  const result = evaluateCondition(condition, event);
  const { id, title, entityType, entityId } = event;
  return {
    ...{ id, title, entityType, entityId, occurredAt: event.occurredAt.toISOString() },
    outcome: "error" in result ? "error" : result.holds ? "matched" : "not_matched",
    error: "error" in result ? result.error : null,
    parts: explainCondition(condition, event),
  };
}
