import { checkCelCondition, invalidCelMessage } from "./cel/check-condition";
import { checkClojureCondition, invalidClojureMessage } from "./clojure/check-condition";
import type { Condition, ConditionCheck, ConditionSample } from "./condition";

/** The message that says why an expression is invalid as a condition, whatever the event; null if it is valid. */
export function invalidConditionMessage({ language, expression }: Condition): string | null {
  return language === "clojure" ? invalidClojureMessage(expression) : invalidCelMessage(expression);
}

/**
 * Checks a condition before it is saved.
 * @param sample an event of the type; null if the trigger's type has no sample
 * @param listFields lists the fields that events of the type can have; only the check of a Clojure condition needs them
 */
export async function checkCondition(
  { language, expression }: Condition,
  sample: ConditionSample | null,
  listFields: () => Promise<readonly string[]>,
): Promise<ConditionCheck> {
  if (language === "cel") return checkCelCondition(expression, sample);
  return checkClojureCondition(expression, sample, await listFields());
}
