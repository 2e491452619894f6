import type { ASTNode } from "@marcbachmann/cel-js";
import { JsonNumber } from "../../json/json-number";
import { childrenOf } from "./cost";
import {
  type ConditionSubject,
  conditionError,
  evaluateCondition,
  evaluateExpression,
  parseCondition,
} from "./evaluate-condition";
import { type ConditionPart, explainCondition } from "./explain-condition";
import { inexact } from "./numbers";
import { textOf } from "./source";

/** What a condition is told before it is saved: why it cannot be, and else what may not be meant. */
export interface ConditionCheck {
  fault: string | null;
  warning: string | null;
}

/** The sample of an event type as a condition sees an event. */
export interface Sample {
  eventType: string;
  subject: ConditionSubject;
}

/**
 * Tries a condition over a sample event. Of a type error nothing comes but silence, so it is rejected, also in a part that the
 * sample does not get to; unless another part reads the same field, which may well keep it away from such events. What
 * the values of real events may mend warns: a field that is missing, a division by zero.
 */
export function checkCondition(condition: string, sample: Sample | null): ConditionCheck {
  const unreadable = conditionError(condition);
  if (unreadable !== null || sample === null) return { fault: unreadable, warning: null };
  const { eventType, subject } = sample;
  const whole = evaluateCondition(condition, subject);
  const parts = explainCondition(condition, subject);
  const loose = parts.filter((part) => part.error !== null && !isGuarded(part, parts));
  const wrong = "error" in whole && whole.mismatch ? whole : loose.find(({ mismatch }) => mismatch);
  if (wrong) {
    const fault = `The condition does not hold together with the sample of ${eventType}: ${wrong.error}`;
    return { fault, warning: null };
  }
  const untold = loose.find((part) => !readsChanges(part));
  const warning = untold
    ? `The sample of ${eventType} cannot tell: ${untold.error} Such an event is not sent.`
    : neverEqual(condition, subject);
  return { fault: null, warning };
}

/** A sample has no changes, so what it says of them means nothing. */
function readsChanges({ reads }: ConditionPart): boolean {
  return reads.some(({ path, value }) => value === null && /^changes\b/.test(path));
}

function isGuarded(part: ConditionPart, parts: readonly ConditionPart[]): boolean {
  const others = parts.filter((other) => other !== part).flatMap(({ reads }) => reads);
  return part.reads.some(({ path }) =>
    others.some((other) => path === other.path || path.startsWith(`${other.path}.`)),
  );
}

const steps = 1_000;

/** CEL says of 5 == "5" that it is false, which is right and never meant. */
function neverEqual(condition: string, subject: ConditionSubject): string | null {
  const visit = (node: ASTNode): string | null => {
    if (node.op === "==" || node.op === "!=") {
      const kinds = node.args.map((side) => kindOf(evaluateExpression(textOf(side), subject, steps)));
      const [left, right] = kinds;
      if (left && right && left !== right) {
        const always = node.op === "==" ? "never" : "always";
        return `${textOf(node)} compares a ${left} with a ${right} in the sample, which ${always} holds.`;
      }
    }
    return childrenOf(node).reduce<string | null>((found, child) => found ?? visit(child), null);
  };
  return visit(parseCondition(condition).ast);
}

function kindOf(result: ReturnType<typeof evaluateExpression>): "number" | "text" | null {
  if ("error" in result) return null;
  if (typeof result.value === "string") return "text";
  return inexact(result.value) instanceof JsonNumber || typeof inexact(result.value) === "number"
    ? "number"
    : null;
}
