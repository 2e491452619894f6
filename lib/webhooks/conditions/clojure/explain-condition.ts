import { type Formula, readFormula } from "../../../clojure/formula";
import { listOperands } from "../../../clojure/operands";
import { printShort } from "../../../clojure/print";
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
        : { ...part, value: printShort(result.value, maxValueLength), error: null };
    });
}

function listReads({ uses }: Formula, subject: ConditionSubject): ConditionPart["reads"] {
  const names = uses.filter(({ kind }) => kind !== "function").map(({ name }) => name);
  return [...new Set(names)].map((path) => {
    const read = readFormula(path);
    const result = read.ok ? evaluateOnEvent(subject, read.formula, maxSteps) : read;
    if ("error" in result) return { path, value: "…" };
    return { path, value: isVariable(subject, path) ? printShort(result.value, maxValueLength) : null };
  });
}

function isVariable(subject: ConditionSubject, name: string): boolean {
  return Object.hasOwn(variablesOf(subject), name);
}
