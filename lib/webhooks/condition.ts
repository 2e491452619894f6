import { Environment } from "@marcbachmann/cel-js";
import type { Changes } from "../dialects/dialect";
import { plainNumbers } from "../json/plain-numbers";
import { writeJson } from "../json/write-json";
import { type Cost, costOf, functionRefused, withMeter } from "./condition-cost";

const meterName = "__meter";
const limits = { maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 16 };

/**
 * Conditions are CEL (cel.dev): not Turing complete, no loops without a list to go over, no side effects. The
 * limits bound what parsing may build.
 */
const environment = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { ...limits, maxAstNodes: 500 },
})
  .registerVariable("event", "map")
  .registerVariable("entity", "map")
  .registerVariable("data", "map")
  .registerVariable("changes", "map");

/** What evaluates: the same, with a meter around each list that is gone over. */
const metered = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { ...limits, maxDepth: 64, maxAstNodes: 2_500 },
}).registerFunction(
  `${meterName}(dyn, int, int): dyn`,
  (list: unknown, steps: bigint, walks: bigint): unknown =>
    meter.take({ steps: Number(steps), walks: Number(walks) }, lengthOf(list)) ? list : [],
);

/** About a tenth of a second on a slow machine. Counted, not timed: a busy machine must not change what matches. */
const budget = 100_000;
/** What a walk over one event costs, in steps: its bytes by this. */
const bytesPerStep = 64;

/** Counts the evaluation that runs. One at a time: evaluating never waits. */
const meter = {
  left: 0,
  over: false,
  walkSteps: 0,
  begin(subject: ConditionSubject, steps: number) {
    meter.left = steps;
    meter.over = false;
    meter.walkSteps = 1 + Math.ceil(sizeOf(subject) / bytesPerStep);
  },
  /** Pays for `rounds` of that cost; false when there is not enough left. A thrown error would be taken for a value. */
  take({ steps, walks }: Cost, rounds: number): boolean {
    meter.left -= rounds * (steps + walks * meter.walkSteps);
    if (meter.left < 0) meter.over = true;
    return !meter.over;
  },
};

export interface ConditionSubject {
  type: string;
  entityType: string;
  entityId: string;
  occurredAt: Date;
  data: unknown;
  changes: Changes | null;
}

const maxLength = 2_000;

interface Parsed {
  check: ReturnType<Environment["parse"]>["check"];
  ast: ReturnType<Environment["parse"]>["ast"];
  cost: Cost;
  evaluate: (context: Record<string, unknown>) => unknown;
}
const parsed = new Map<string, Parsed>();

/** Throws in cel-js' words when it cannot be read. */
export function parseCondition(expression: string): Parsed {
  const known = parsed.get(expression);
  if (known) return known;
  if (expression.includes(meterName)) throw new Error(`${meterName} is a name of our own.`);
  const { ast, check } = environment.parse(expression);
  const refused = functionRefused(ast);
  if (refused) throw new Error(refused);
  const evaluate = metered.parse(withMeter(expression, ast, meterName));
  const fresh = { ast, check, cost: costOf(ast), evaluate };
  if (parsed.size >= 1_000) parsed.clear();
  parsed.set(expression, fresh);
  return fresh;
}

/** Why `expression` cannot be a condition, in words, or null when it can. */
export function conditionError(expression: string): string | null {
  if (expression.length > maxLength) return `A condition has at most ${maxLength} characters.`;
  try {
    const { valid, type, error } = parseCondition(expression).check();
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
  const result = evaluateExpression(expression, subject);
  if ("error" in result) return result;
  if (typeof result.value !== "boolean") return { error: "The condition gave neither true nor false." };
  return { holds: result.value };
}

/** The value of any expression over an event, within the same bounds; `steps`: with fewer. */
export function evaluateExpression(
  expression: string,
  subject: ConditionSubject,
  steps = budget,
): { value: unknown } | { error: string } {
  try {
    const { cost, evaluate } = parseCondition(expression);
    meter.begin(subject, steps);
    const value = meter.take(cost, 1) ? evaluate(contextOf(subject)) : undefined;
    if (!meter.over) return { value };
    const most = steps.toLocaleString("en");
    return { error: `The event is too large for this condition: it was given up after ${most} steps.` };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function contextOf({ type, entityType, entityId, occurredAt, ...exact }: ConditionSubject) {
  const { data: given, changes } = exact;
  const subject = plainNumbers({ data: given, changes }) as Pick<ConditionSubject, "data" | "changes">;
  const data = subject.data !== null && typeof subject.data === "object" ? subject.data : {};
  return {
    event: { type, entityType, entityId, occurredAt: occurredAt.toISOString() },
    entity: { ...data, id: entityId, type: entityType },
    data,
    changes: subject.changes ?? {},
  };
}

const sizes = new WeakMap<ConditionSubject, number>();

function sizeOf(subject: ConditionSubject): number {
  const known = sizes.get(subject);
  if (known !== undefined) return known;
  const size = writeJson([subject.data, subject.changes]).length;
  sizes.set(subject, size);
  return size;
}

function lengthOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  if (list instanceof Map || list instanceof Set) return list.size;
  return list !== null && typeof list === "object" ? Object.keys(list).length : 0;
}
