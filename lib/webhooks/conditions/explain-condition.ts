import { explainCelCondition } from "./cel/explain-condition";
import { explainClojureCondition } from "./clojure/explain-condition";
import type { Condition, ConditionLanguage, ConditionPart, ConditionSubject } from "./condition";

const explainByLanguage: Record<
  ConditionLanguage,
  (expression: string, subject: ConditionSubject) => ConditionPart[]
> = { cel: explainCelCondition, clojure: explainClojureCondition };

/** Explains, part by part, why a condition does or does not match an event. The condition must be valid (invalidConditionMessage). */
export function explainCondition(
  { language, expression }: Condition,
  subject: ConditionSubject,
): ConditionPart[] {
  return explainByLanguage[language](expression, subject);
}
