import { Environment } from "@marcbachmann/cel-js";
import { spend } from "../../../evaluation/steps";
import { writeJson } from "../../../json/write-json";
import type { ConditionError, ConditionResult, ConditionSubject } from "../condition";
import { type Cost, costOf, unsupportedPartMessage } from "./cost";
import { describeConditionError } from "./error-messages";
import {
  allowMixedNumbers,
  asArgumentOfTypeCall,
  asIndex,
  asInteger,
  asLoopArgument,
  exactValue,
  readNumber,
  registerNumbers,
} from "./exact-numbers";
import { internalFunctions, printInstrumented } from "./print-condition";

const limits = { maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 16 };

/**
 * Conditions are CEL (cel.dev): not Turing complete, loops only over lists and the keys of maps, no side effects. The limits bound
 * the size of the parsed expression.
 */
const checkingEnvironment = allowMixedNumbers(
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

/** The environment in which conditions are evaluated: with a meter around the list of each loop, and with exact decimals. */
const evaluationEnvironment = registerNumbers(
  new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { ...limits, maxDepth: 128, maxAstNodes: 2_500 },
  }),
)
  .registerFunction(
    `${internalFunctions.meter}(dyn, int, int): dyn`,
    (list: unknown, steps: bigint, scans: bigint): unknown =>
      meter.charge({ steps: Number(steps), scans: Number(scans) }, lengthOf(list))
        ? asLoopArgument(list)
        : [],
  )
  .registerFunction(`${internalFunctions.literal}(dyn): dyn`, readNumber)
  .registerFunction(`${internalFunctions.double}(dyn): dyn`, readNumber)
  .registerFunction(`${internalFunctions.exactValue}(dyn): dyn`, exactValue)
  .registerFunction(`${internalFunctions.index}(dyn): dyn`, asIndex)
  .registerFunction(`${internalFunctions.whole}(dyn): dyn`, asInteger)
  // In type(x), and only there, an ExactNumber counts as a double, so that type(data.amount) == double.
  .registerFunction(`${internalFunctions.argumentOfTypeCall}(dyn): dyn`, asArgumentOfTypeCall);

/** The maximum number of steps of an evaluation, about 0.1 s on a slow machine. With a time limit, matches would depend on the load. */
const maxSteps = 100_000;
/** How many characters of an event, as JSON, are scanned in about the time of one step. */
const scannedCharactersPerStep = 64;

/** How many characters of a condition are parsed in about the time of one step. */
const parsedCharactersPerStep = 8;

/** Counts the steps of the running evaluation. Only one evaluation runs at a time, because evaluating never awaits. */
const meter = {
  stepsLeft: 0,
  isExceeded: false,
  scanSteps: 0,
  begin(subject: ConditionSubject, steps: number) {
    meter.stepsLeft = steps;
    meter.isExceeded = false;
    meter.scanSteps = 1 + Math.ceil(sizeOf(subject) / scannedCharactersPerStep);
  },
  /** Subtracts a cost `rounds` times; false if too few steps are left. It does not throw, because in CEL `error || true` is true. */
  charge({ steps, scans }: Cost, rounds: number): boolean {
    const cost = rounds * (steps + scans * meter.scanSteps);
    meter.stepsLeft -= cost;
    if (!spend(cost) || meter.stepsLeft < 0) meter.isExceeded = true;
    return !meter.isExceeded;
  },
};

interface ParsedCondition {
  check: ReturnType<Environment["parse"]>["check"];
  ast: ReturnType<Environment["parse"]>["ast"];
  cost: Cost;
  evaluate: (context: Record<string, unknown>) => unknown;
}
const parsedConditionByExpression = new Map<string, ParsedCondition>();

/** @throws an error of cel-js if the expression cannot be parsed, or an error with the message of unsupportedPartMessage. */
export function parseCondition(expression: string): ParsedCondition {
  const cached = parsedConditionByExpression.get(expression);
  if (cached) return cached;
  const { ast, check } = checkingEnvironment.parse(expression);
  const unsupported = unsupportedPartMessage(ast);
  if (unsupported) throw new Error(unsupported);
  const evaluate = evaluationEnvironment.parse(printInstrumented(ast));
  const fresh = { ast, check, cost: costOf(ast), evaluate };
  if (parsedConditionByExpression.size >= 1_000) parsedConditionByExpression.clear();
  parsedConditionByExpression.set(expression, fresh);
  return fresh;
}

/**
 * Evaluates a condition on an event. `event` has type, entityType, entityId, occurredAt (ISO 8601); `data` is
 * the event's data, and `entity` the same data with the entity's id and type: "entity.daysPastDue == 2". `changes` has the old
 * and new values of the fields that changed: '"status" in changes && changes.status.from == "Open"'. A missing
 * field is an error: the event does not match, and its timeline shows the error.
 */
export function evaluateCelCondition(expression: string, subject: ConditionSubject): ConditionResult {
  const result = evaluateExpression(expression, subject);
  if ("error" in result) return result;
  if (typeof result.value !== "boolean")
    return { error: "The condition is neither true nor false.", mismatch: true };
  return { holds: result.value };
}

/** Evaluates any expression on an event, within the same limits or within fewer `steps`. */
export function evaluateExpression(
  expression: string,
  subject: ConditionSubject,
  steps = maxSteps,
): { value: unknown } | ConditionError {
  try {
    const { cost, evaluate } = parseCondition(expression);
    // Charged whether or not the parsed expression was cached, so that budgets are deterministic.
    spend(expression.length / parsedCharactersPerStep);
    meter.begin(subject, steps);
    const value = meter.charge(cost, 1) ? evaluate(contextOf(subject)) : undefined;
    if (!meter.isExceeded) return { value };
    const maximum = steps.toLocaleString("en");
    return {
      error: `The event is too large for this condition: the evaluation stopped after ${maximum} steps.`,
    };
  } catch (error) {
    return describeConditionError(error);
  }
}

const contextBySubject = new WeakMap<ConditionSubject, Record<string, unknown>>();

/** The variables of conditions on an event. They are created once per event, because many webhooks may have conditions on it. */
function contextOf(subject: ConditionSubject): Record<string, unknown> {
  const cached = contextBySubject.get(subject);
  if (cached) return cached;
  const { type, entityType, entityId, occurredAt } = subject;
  const data = exactValue(subject.data);
  const fields = data instanceof Map ? data : new Map();
  const fresh = {
    event: exactValue({ type, entityType, entityId, occurredAt: occurredAt.toISOString() }),
    entity: new Map([...fields, ["id", entityId], ["type", entityType]]),
    data: fields,
    changes: exactValue(subject.changes ?? {}),
  };
  contextBySubject.set(subject, fresh);
  return fresh;
}

const sizeBySubject = new WeakMap<ConditionSubject, number>();

function sizeOf(subject: ConditionSubject): number {
  const cached = sizeBySubject.get(subject);
  if (cached !== undefined) return cached;
  const size = writeJson([subject.data, subject.changes]).length;
  sizeBySubject.set(subject, size);
  return size;
}

function lengthOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  if (list instanceof Map || list instanceof Set) return list.size;
  return list !== null && typeof list === "object" ? Object.keys(list).length : 0;
}
