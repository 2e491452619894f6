import { type Formula, printValue, type Value } from "../../../clojure/formula";
import { listOperands } from "../../../clojure/operands";
import { fromJson } from "../../../clojure/variables";
import { runWithin } from "../../../evaluation/steps";
import type { ConditionPart, ConditionSubject } from "../condition";
import { evaluateOnEvent } from "./evaluate-condition";
import { variablesOf } from "./variables";

const maxValueLength = 120;
/** Only the first parts of a formula are explained; the others are left out. */
const maxExplainedParts = 30;
/** The maximum number of steps for each part: a tenth of a formula's, because there are many parts and events. */
const maxSteps = 10_000;

/**
 * Explains why a formula does or does not match an event: evaluates each operand of `and` and `or`, and the variables that each operand
 * reads. The formula must be valid (invalidClojureMessage).
 */
export function explainClojureCondition(expression: string, subject: ConditionSubject): ConditionPart[] {
  return listOperands(expression)
    .slice(0, maxExplainedParts)
    .map((formula) => {
      const result = evaluateOnEvent(subject, formula, maxSteps);
      const part = { text: formula.text, reads: listReads(formula, subject) };
      return "error" in result
        ? { ...part, value: null, error: result.error }
        : { ...part, value: formatValue(result.value), error: null };
    });
}

function listReads({ uses }: Formula, subject: ConditionSubject): ConditionPart["reads"] {
  const variables = variablesOf(subject);
  const names = uses.filter(({ kind }) => kind !== "function").map(({ name }) => name);
  return [...new Set(names)].map((path) => {
    if (!Object.hasOwn(variables, path)) return { path, value: null };
    const read = runWithin({ stepsLeft: maxSteps }, () => formatValue(fromJson(variables[path])));
    return { path, value: read ? read.value : "…" };
  });
}

function formatValue(value: Value): string {
  const text = printValue(value);
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
