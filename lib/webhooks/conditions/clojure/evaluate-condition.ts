import {
  ClojureError,
  evaluateFormula,
  type Formula,
  type FormulaNote,
  isTruthy,
  readFormula,
  type Value,
} from "../../../clojure/formula";
import type { ConditionError, ConditionResult, ConditionSubject } from "../condition";
import { variablesOf } from "./variables";

/** Evaluates a formula on an event. As in Clojure, the event matches unless the value is nil or false. */
export function evaluateClojureCondition(expression: string, subject: ConditionSubject): ConditionResult {
  const read = readFormula(expression);
  if (!read.ok) return { error: formatNote(read.error) };
  const result = evaluateOnEvent(subject, read.formula);
  return "error" in result ? result : { holds: isTruthy(result.value) };
}

/**
 * Evaluates a formula on an event. "Today" is the day of the event, so that a formula has the same value when it is tested or evaluated
 * again later.
 * @param steps the maximum number of steps, if it is lower than for a condition
 */
export function evaluateOnEvent(
  subject: ConditionSubject,
  formula: Formula,
  steps?: number,
): { value: Value } | ConditionError {
  const options = { now: subject.occurredAt, ...(steps === undefined ? {} : { steps }) };
  try {
    return { value: evaluateFormula(formula, variablesOf(subject), options) };
  } catch (error) {
    // The variables of deeply nested data are made by recursion.
    if (error instanceof RangeError) return { error: "The event's data is nested too deeply for a formula." };
    if (!(error instanceof ClojureError)) throw error;
    return {
      error: error.position ? formatNote({ message: error.message, ...error.position }) : error.message,
    };
  }
}

/** Formats a note about a formula with its place. */
export function formatNote({ line, column, message }: FormulaNote): string {
  return `Line ${line}, column ${column}: ${message}`;
}
