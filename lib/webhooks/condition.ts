import { Environment } from "@marcbachmann/cel-js";
import type { Changes } from "../dialects/dialect";

/**
 * Conditions are CEL (cel.dev): not Turing complete, no loops without a list to go over, no side effects. The
 * limits bound what parsing may build; events are at most 256 KiB, which bounds what evaluation may walk over.
 */
const environment = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { maxAstNodes: 500, maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 16 },
})
  .registerVariable("event", "map")
  .registerVariable("entity", "map")
  .registerVariable("data", "map")
  .registerVariable("changes", "map");

export interface ConditionSubject {
  type: string;
  entityType: string;
  entityId: string;
  occurredAt: Date;
  data: unknown;
  changes: Changes | null;
}

const maxLength = 2_000;
const parsed = new Map<string, ReturnType<Environment["parse"]>>();

function parse(expression: string) {
  const known = parsed.get(expression);
  if (known) return known;
  const fresh = environment.parse(expression);
  if (parsed.size >= 1_000) parsed.clear();
  parsed.set(expression, fresh);
  return fresh;
}

/** Why `expression` cannot be a condition, in words, or null when it can. */
export function conditionError(expression: string): string | null {
  if (expression.length > maxLength) return `A condition has at most ${maxLength} characters.`;
  try {
    const { valid, type, error } = parse(expression).check();
    if (!valid) return `The condition does not hold together: ${error?.message ?? "unknown fault"}`;
    if (type !== "bool" && type !== "dyn")
      return `A condition must be true or false; this one gives ${type}.`;
    return null;
  } catch (error) {
    return `The condition cannot be read: ${(error as Error).message}`;
  }
}

export type ConditionResult = { holds: boolean } | { error: string };

/**
 * Evaluates a condition over an event. `event` has type, entityType, entityId, occurredAt (ISO 8601); `data` is
 * the event's data, and `entity` the same data with the entity's id: "entity.daysPastDue == 2". `changes` has the old
 * and new values of the fields that changed: '"status" in changes && changes.status.from == "Open"'. A field that
 * is missing is an error, which matches nothing and is shown on the event's timeline.
 */
export function evaluateCondition(expression: string, subject: ConditionSubject): ConditionResult {
  const data = subject.data !== null && typeof subject.data === "object" ? subject.data : {};
  try {
    const value = parse(expression)({
      event: {
        type: subject.type,
        entityType: subject.entityType,
        entityId: subject.entityId,
        occurredAt: subject.occurredAt.toISOString(),
      },
      entity: { ...data, id: subject.entityId, type: subject.entityType },
      data,
      changes: subject.changes ?? {},
    });
    if (typeof value !== "boolean") return { error: "The condition gave neither true nor false." };
    return { holds: value };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
