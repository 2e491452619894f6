import { explainCelCondition } from "./cel/explain-condition";
import { explainClojureCondition } from "./clojure/explain-condition";
import type { Condition, ConditionLanguage, ConditionPart, ConditionSubject } from "./condition";

const explainByLanguage: Record<
  ConditionLanguage,
  (expression: string, subject: ConditionSubject) => ConditionPart[]
> = { cel: explainCelCondition, clojure: explainClojureCondition };

/** Explains why a condition matches an event or not, part by part. The condition must be valid (invalidConditionMessage). */
export function explainCondition(
  { language, expression }: Condition,
  subject: ConditionSubject,
): ConditionPart[] {
  return explainByLanguage[language](expression, subject);
}
