import { checkFormula, readFormula } from "../../../clojure/formula";
import { printShort } from "../../../clojure/print";
import type { ConditionCheck, ConditionSample } from "../condition";
import { evaluateOnEvent, formatNote } from "./evaluate-condition";
import { listVariableNames } from "./variables";

const maxValueLength = 120;

/** The message that says why a formula is invalid, whatever the event; null if it is valid. */
export function invalidClojureMessage(expression: string): string | null {
  const read = readFormula(expression);
  return read.ok ? null : formatNote(read.error);
}

/**
 * Checks a formula before it is saved. A formula that cannot be read, or that calls an unknown function, is rejected. Unknown
 * variables, an error on the sample and a value other than true or false give a warning, since other events may have other fields.
 * @param fields the fields that events of the type can have
 */
export function checkClojureCondition(
  expression: string,
  sample: ConditionSample | null,
  fields: readonly string[],
): ConditionCheck {
  const { errors, warnings } = checkFormula(expression, listVariableNames(fields));
  const [error] = errors;
  if (error) return { error: formatNote(error), warning: null };
  const notes = [...warnings.map(formatNote), ...(sample ? listSampleWarnings(expression, sample) : [])];
  return { error: null, warning: notes.length > 0 ? notes.join(" ") : null };
}

function listSampleWarnings(expression: string, { eventType, subject }: ConditionSample): string[] {
  const read = readFormula(expression);
  if (!read.ok) return [];
  const result = evaluateOnEvent(subject, read.formula);
  if ("error" in result) {
    return [
      `The formula cannot be evaluated on the sample of ${eventType}: ${result.error} Such an event is not delivered.`,
    ];
  }
  const { value } = result;
  if (value === true || value === false || value === null) return [];
  return [
    `On the sample of ${eventType}, the value of the formula is ${printShort(value, maxValueLength)}, not true or false. All values except false and nil count as true.`,
  ];
}
