import type { ASTNode } from "@marcbachmann/cel-js";
import { JsonNumber } from "../../../json/json-number";
import type { ConditionCheck, ConditionPart, ConditionSample, ConditionSubject } from "../condition";
import { childrenOf } from "./cost";
import { describeConditionError } from "./error-messages";
import { evaluateCelCondition, evaluateExpression, parseCondition } from "./evaluate-condition";
import { originalValue } from "./exact-numbers";
import { explainCelCondition } from "./explain-condition";
import { printNode } from "./print-condition";

const maxLength = 2_000;

/** The message that says why an expression is invalid as a condition, whatever the event; null if it is valid. */
export function invalidCelMessage(expression: string): string | null {
  if (expression.length > maxLength) return `A condition can have at most ${maxLength} characters.`;
  try {
    const { valid, type, error } = parseCondition(expression).check();
    if (!valid) return `The condition is not valid: ${describeConditionError(error).error}`;
    if (type !== "bool" && type !== "dyn")
      return "A condition must evaluate to true or false. Use a comparison, such as data.amount > 100.";
    return null;
  } catch (error) {
    return `The condition is not valid: ${(error as Error).message}`;
  }
}

/**
 * Checks a condition on a sample event. A type error would recur with every event, so the condition is rejected. This applies even if the
 * sample does not reach the part with the error, unless another part reads the same field and so may guard it. Errors that depend on the
 * values of an event, such as a missing field or a division by zero, give only a warning.
 */
export function checkCelCondition(condition: string, sample: ConditionSample | null): ConditionCheck {
  const invalid = invalidCelMessage(condition);
  if (invalid !== null || sample === null) return { error: invalid, warning: null };
  const { eventType, subject } = sample;
  const result = evaluateCelCondition(condition, subject);
  const parts = explainCelCondition(condition, subject);
  const unguardedParts = parts.filter((part) => part.error !== null && !isGuarded(part, parts));
  const mismatch =
    "error" in result && result.mismatch ? result : unguardedParts.find(({ mismatch }) => mismatch);
  if (mismatch) {
    const error = `The condition does not fit the sample of ${eventType}: ${mismatch.error}`;
    return { error, warning: null };
  }
  const undecided = unguardedParts.find((part) => !readsMissingChanges(part));
  const warning = undecided
    ? `A part of the condition cannot be evaluated on the sample of ${eventType}: ${undecided.error} Such an event is not delivered if the result depends on that part.`
    : findMixedComparisonWarning(condition, subject);
  return { error: null, warning };
}

/** Whether a part reads `changes`, which a sample does not have, so that the part's error says nothing about real events. */
function readsMissingChanges({ reads }: ConditionPart): boolean {
  return reads.some(({ path, value }) => value === null && /^changes\b/.test(path));
}

function isGuarded(part: ConditionPart, parts: readonly ConditionPart[]): boolean {
  const others = parts.filter((other) => other !== part).flatMap(({ reads }) => reads);
  return part.reads.some(({ path }) =>
    others.some((other) => path === other.path || path.startsWith(`${other.path}.`)),
  );
}

const maxSteps = 1_000;

/** Finds a comparison of a number with a string, and returns a warning: in CEL, 5 == "5" is always false, which nobody intends. */
function findMixedComparisonWarning(condition: string, subject: ConditionSubject): string | null {
  const visit = (node: ASTNode): string | null => {
    if (node.op === "==" || node.op === "!=") {
      const kinds = node.args.map((side) => kindOf(evaluateExpression(printNode(side), subject, maxSteps)));
      const [left, right] = kinds;
      if (left && right && left !== right) {
        const howOften = node.op === "==" ? "never" : "always";
        return `${printNode(node)} is ${howOften} true: it compares a ${left} with a ${right} in the sample.`;
      }
    }
    return childrenOf(node).reduce<string | null>((found, child) => found ?? visit(child), null);
  };
  return visit(parseCondition(condition).ast);
}

function kindOf(result: ReturnType<typeof evaluateExpression>): "number" | "string" | null {
  if ("error" in result) return null;
  if (typeof result.value === "string") return "string";
  return originalValue(result.value) instanceof JsonNumber || typeof originalValue(result.value) === "number"
    ? "number"
    : null;
}
