import { evaluateCelCondition } from "./cel/evaluate-condition";
import { evaluateClojureCondition } from "./clojure/evaluate-condition";
import type { Condition, ConditionLanguage, ConditionResult, ConditionSubject } from "./condition";

const evaluateByLanguage: Record<
  ConditionLanguage,
  (expression: string, subject: ConditionSubject) => ConditionResult
> = { cel: evaluateCelCondition, clojure: evaluateClojureCondition };

/** Evaluates a condition on an event, within the limits of its language. An error means that the event does not match. */
export function evaluateCondition(
  { language, expression }: Condition,
  subject: ConditionSubject,
): ConditionResult {
  return evaluateByLanguage[language](expression, subject);
}
