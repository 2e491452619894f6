import type { ASTNode } from "@marcbachmann/cel-js";
import { writeJson } from "../../../json/write-json";
import type { ConditionPart, ConditionSubject } from "../condition";
import { childrenOf, loopOf } from "./cost";
import { evaluateExpression, parseCondition } from "./evaluate-condition";
import { originalValue } from "./exact-numbers";
import { printNode } from "./print-condition";

const maxValueLength = 120;
/** Only the first parts of a condition are explained; the others are left out. */
const maxExplainedParts = 30;
/** The maximum number of steps for each part: a tenth of a condition's, because there are many parts and events. */
const maxSteps = 10_000;

/**
 * Explains why a condition is true or false: evaluates each operand of && and ||, and the fields that each operand reads. The
 * condition must be valid (invalidCelMessage).
 */
export function explainCelCondition(expression: string, subject: ConditionSubject): ConditionPart[] {
  const { ast } = parseCondition(expression);
  return operandsOf(ast)
    .slice(0, maxExplainedParts)
    .map((node) => {
      const text = printNode(node);
      const result = evaluateExpression(text, subject, maxSteps);
      const reads = [...new Set(fieldsOf(node, []))].map((path) => {
        const read = evaluateExpression(path, subject, maxSteps);
        return { path, value: "error" in read ? null : formatValue(read.value) };
      });
      return "error" in result
        ? { text, value: null, ...result, reads }
        : { text, value: formatValue(result.value), error: null, reads };
    });
}

function operandsOf(node: ASTNode): ASTNode[] {
  return node.op === "&&" || node.op === "||" ? node.args.flatMap(operandsOf) : [node];
}

/** Lists the longest paths of fields, such as data.borrower.age, that a node reads. Paths that start with a loop variable are left out. */
function fieldsOf(node: ASTNode, bound: readonly string[]): string[] {
  const root = pathRoot(node);
  if (root !== null) return bound.includes(root) || node.op === "id" ? [] : [printNode(node)];
  const loop = loopOf(node);
  const inner = loop ? [...bound, loop.variable] : bound;
  return childrenOf(node).flatMap((child) => fieldsOf(child, inner));
}

/** The variable that a path of fields and literal indexes starts with; null if the node is not such a path. */
function pathRoot(node: ASTNode): string | null {
  if (node.op === "id") return node.args;
  if (node.op === ".") return pathRoot(node.args[0]);
  if (node.op === "[]" && node.args[1].op === "value") return pathRoot(node.args[0]);
  return null;
}

function formatValue(value: unknown): string {
  const text = writeJson(originalValue(value)) ?? "null";
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
