import { Environment } from "@marcbachmann/cel-js";
import type { Changes } from "../../dialects/dialect";
import { spend } from "../../evaluation/steps";
import { writeJson } from "../../json/write-json";
import { type Cost, costOf, unsupportedPart } from "./cost";
import { type ConditionError, describeConditionError } from "./error-messages";
import {
  allowMixedNumbers,
  asIndex,
  asList,
  asTyped,
  asWhole,
  exact,
  readNumber,
  registerNumbers,
} from "./numbers";
import { evaluatedText, own } from "./source";

const limits = { maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 16 };

/**
 * Conditions are CEL (cel.dev): not Turing complete, no loops without a list to go over, no side effects. The
 * limits bound what parsing may build.
 */
const environment = allowMixedNumbers(
  new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { ...limits, maxAstNodes: 500 },
  }),
)
  .registerVariable("event", "map")
  .registerVariable("entity", "map")
  .registerVariable("data", "map")
  .registerVariable("changes", "map");

/** What evaluates: the same, with a meter around each list that is gone over, and with decimals. */
const metered = registerNumbers(
  new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { ...limits, maxDepth: 128, maxAstNodes: 2_500 },
  }),
)
  .registerFunction(
    `${own.meter}(dyn, int, int): dyn`,
    (list: unknown, steps: bigint, walks: bigint): unknown =>
      meter.take({ steps: Number(steps), walks: Number(walks) }, lengthOf(list)) ? asList(list) : [],
  )
  .registerFunction(`${own.literal}(dyn): dyn`, readNumber)
  .registerFunction(`${own.double}(dyn): dyn`, readNumber)
  .registerFunction(`${own.exact}(dyn): dyn`, exact)
  .registerFunction(`${own.index}(dyn): dyn`, asIndex)
  .registerFunction(`${own.whole}(dyn): dyn`, asWhole)
  .registerFunction(`${own.typed}(dyn): dyn`, asTyped);

/** About a tenth of a second on a slow machine. Counted, not timed: a busy machine must not change what matches. */
const budget = 100_000;
/** What a walk over one event costs, in steps: its bytes by this. */
const bytesPerStep = 64;

/** Characters of a condition that are read in about the time of a few steps. */
const charactersPerStep = 8;

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
    const cost = rounds * (steps + walks * meter.walkSteps);
    meter.left -= cost;
    if (!spend(cost) || meter.left < 0) meter.over = true;
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
  const { ast, check } = environment.parse(expression);
  const rejected = unsupportedPart(ast);
  if (rejected) throw new Error(rejected);
  const evaluate = metered.parse(evaluatedText(ast));
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
    if (!valid) return `The condition does not hold together: ${describeConditionError(error).error}`;
    if (type !== "bool" && type !== "dyn")
      return "A condition must be true or false. Compare what it gives with something.";
    return null;
  } catch (error) {
    return `The condition cannot be read: ${(error as Error).message}`;
  }
}

export type ConditionResult = { holds: boolean } | ConditionError;

/**
 * Evaluates a condition over an event. `event` has type, entityType, entityId, occurredAt (ISO 8601); `data` is
 * the event's data, and `entity` the same data with the entity's id: "entity.daysPastDue == 2". `changes` has the old
 * and new values of the fields that changed: '"status" in changes && changes.status.from == "Open"'. A field that
 * is missing is an error, which matches nothing and is shown on the event's timeline.
 */
export function evaluateCondition(expression: string, subject: ConditionSubject): ConditionResult {
  const result = evaluateExpression(expression, subject);
  if ("error" in result) return result;
  if (typeof result.value !== "boolean")
    return { error: "The condition gave neither true nor false.", mismatch: true };
  return { holds: result.value };
}

/** The value of any expression over an event, within the same bounds; `steps`: with fewer. */
export function evaluateExpression(
  expression: string,
  subject: ConditionSubject,
  steps = budget,
): { value: unknown } | ConditionError {
  try {
    const { cost, evaluate } = parseCondition(expression);
    // Whether it had to be read anew must not change what anybody's budget comes to.
    spend(expression.length / charactersPerStep);
    meter.begin(subject, steps);
    const value = meter.take(cost, 1) ? evaluate(contextOf(subject)) : undefined;
    if (!meter.over) return { value };
    const most = steps.toLocaleString("en");
    return { error: `The event is too large for this condition: it was given up after ${most} steps.` };
  } catch (error) {
    return describeConditionError(error);
  }
}

const contexts = new WeakMap<ConditionSubject, Record<string, unknown>>();

/** Made once for each event: many webhooks may ask about it. */
function contextOf(subject: ConditionSubject): Record<string, unknown> {
  const known = contexts.get(subject);
  if (known) return known;
  const { type, entityType, entityId, occurredAt } = subject;
  const data = exact(subject.data);
  const fields = data instanceof Map ? data : new Map();
  const fresh = {
    event: exact({ type, entityType, entityId, occurredAt: occurredAt.toISOString() }),
    entity: new Map([...fields, ["id", entityId], ["type", entityType]]),
    data: fields,
    changes: exact(subject.changes ?? {}),
  };
  contexts.set(subject, fresh);
  return fresh;
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
