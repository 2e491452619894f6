import { Budget } from "../evaluation/budget";
import { OverBudget } from "../evaluation/over-budget";
import { requirePermission, type Scope } from "../scope/scope";
import { invalidConditionMessage } from "../webhooks/conditions/check-condition";
import type { Condition } from "../webhooks/conditions/condition";
import { listPastEvents } from "./past-events";
import { type TriedEvent, tryConditionOnEvent } from "./trial-job";

export type TryConditionResult = { ok: true; events: TriedEvent[] } | { ok: false; message: string };

/** Tries a condition, saved or not, on the last events of a type in this scope ("*": all types except Hookledger's own). */
export async function tryCondition(
  scope: Scope,
  eventType: string,
  condition: Condition,
  budget = new Budget(scope.partnerId),
): Promise<TryConditionResult> {
  requirePermission(scope, "webhooks:write");
  const error = invalidConditionMessage(condition);
  if (error !== null) return { ok: false, message: error };
  const past = await listPastEvents(scope, eventType);
  const events: TriedEvent[] = [];
  for (const event of past) {
    const inline = budget.runInline(() => tryConditionOnEvent(condition, event));
    if (!inline) break;
    events.push(inline.value);
  }
  const otherEvents = past.slice(events.length);
  if (otherEvents.length === 0) return { ok: true, events };
  try {
    const tried = await budget.runInThread<TriedEvent[]>("try", { condition, events: otherEvents });
    return { ok: true, events: [...events, ...tried] };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return {
      ok: false,
      message: "Evaluating this condition takes too long. Simplify the condition, or try again later.",
    };
  }
}
