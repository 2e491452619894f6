import type { ASTNode } from "@marcbachmann/cel-js";
import { CannotCalculate } from "../../json/decimal";
import { textOf } from "./source";

/** Why a condition could not be told of an event. */
export interface ConditionError {
  error: string;
  /** The event lacks something that it reads. */
  missing?: true;
  /** It computes with what cannot be computed with, whatever the values are: a number and a text, say. */
  mismatch?: true;
}

const mismatches = [
  ...["no_such_overload", "no_matching_overload", "invalid_logical_operand", "invalid_condition_type"],
  ...["invalid_comprehension_range", "incompatible_ternary_branches"],
];

/** What cel-js throws, as far as it is known: a stable code, a line without a picture and the part that it is about. */
interface Thrown {
  code?: string;
  summary?: string;
  message: string;
  node?: ASTNode;
}

/** An error of cel-js in words for whoever wrote the condition: without its types' names and without our own functions. */
export function describeConditionError(thrown: unknown): ConditionError {
  const { code = "", summary, message, node } = thrown as Thrown;
  if (thrown instanceof CannotCalculate) return { error: `${message}.` };
  if (code === "no_such_key" || code === "index_out_of_bounds") {
    return { error: node ? missingWords(node) : "The event lacks a field.", missing: true };
  }
  const words = node && wordsOf[code]?.(node, summary ?? "");
  const error = words ?? `${(summary ?? message).split("\n")[0]?.replace(/\.$/, "")}.`;
  return mismatches.includes(code) ? { error, mismatch: true } : { error };
}

function missingWords(node: ASTNode): string {
  return `The event has no ${textOf(node)}.`;
}

const joined = (node: ASTNode) =>
  `${textOf(node)} is neither true nor false. Compare it with something, such as ${textOf(node)} == "yes".`;

/** A function that was given what it cannot read: its call, and what it takes. */
const takes = (what: string) => (node: ASTNode) => `${textOf(node)} cannot work with that. It takes ${what}.`;

const wordsOf: Readonly<Record<string, (node: ASTNode, summary: string) => string | undefined>> = {
  no_such_overload: overloadWords,
  no_matching_overload: callWords,
  division_by_zero: (node) => `Nothing can be divided by zero: ${textOf(node)}.`,
  modulo_by_zero: (node) => `Nothing can be divided by zero: ${textOf(node)}.`,
  invalid_logical_operand: joined,
  invalid_condition_type: joined,
  invalid_comprehension_range: (node) => `${textOf(node)} is no list to go over.`,
  invalid_macro_argument: (node) => `${textOf(node)} is no field. has() takes one, such as has(data.amount).`,
  int_conversion_error: takes("a whole number, or a text that is one"),
  uint_conversion_error: takes("a whole number that is not below 0, or a text that is one"),
  bool_conversion_error: takes('a text such as "true" or "false"'),
  invalid_timestamp: takes("a text such as 2026-02-14T18:44:19Z, or seconds since 1970"),
  invalid_duration: takes('a text such as "36h" or "90m"'),
  unknown_variable: (node) =>
    `There is no variable ${textOf(node)}. Begin with data, entity, event or changes: data.${textOf(node)}.`,
  incompatible_ternary_branches: (node) =>
    `Both answers of ${textOf(node)} must be of one kind, such as two numbers that are both written with a point.`,
};

/** "no such overload: dyn<number> > string" */
function overloadWords(node: ASTNode, summary: string): string | undefined {
  if (node.op === "!_") return joined(node.args);
  if (node.op === "-_") return `${textOf(node)} takes a number, and ${textOf(node.args)} is none.`;
  const found = /^no such overload: (.+) (\S+) (.+)$/.exec(summary);
  if (!found || !isBinary(node)) return undefined;
  const [left, right] = [kindOf(found[1] ?? ""), kindOf(found[3] ?? "")];
  const [, operator = ""] = found.slice(1);
  const [a, b] = node.args;
  const compared = ["<", "<=", ">", ">=", "==", "!="].includes(operator);
  const what = compared ? "compares" : operator === "in" ? "looks for" : "computes with";
  const joint = compared ? "with" : operator === "in" ? "in" : "and";
  return `${textOf(node)} ${what} ${left} ${joint} ${right}. ${adviceFor([left, a], [right, b])}`;
}

function adviceFor(...sides: readonly [string, ASTNode][]): string {
  const kinds = sides.map(([kind]) => kind);
  const side = (kind: string) => sides.find((one) => one[0] === kind)?.[1];
  const nothing = side("null");
  if (nothing) return `Ask for it first: ${textOf(nothing)} != null && ...`;
  const text = side("a text");
  if (text && kinds.includes("a number")) return `Make a number of the text: double(${textOf(text)}).`;
  if (text && kinds.includes("a time")) return `Make a time of the text: timestamp(${textOf(text)}).`;
  return "Both sides must be of one kind.";
}

/** "found no matching overload for 'number.startsWith(string)'" */
function callWords(node: ASTNode, summary: string): string | undefined {
  const found = /'(?:(.+)\.)?(\w+)\((.*)\)'$/.exec(summary);
  if (!found || (node.op !== "call" && node.op !== "rcall")) return undefined;
  const [, receiver, name, given = ""] = found;
  const kinds = [receiver, ...(given === "" ? [] : given.split(", "))].flatMap((kind) =>
    kind ? [kindOf(kind)] : [],
  );
  const advice = receiver && kindOf(receiver) === "a number" ? " Make a text of it with string()." : "";
  return `${textOf(node)} cannot work: ${name}() does not take ${kinds.join(" and ") || "nothing"}.${advice}`;
}

function isBinary(node: ASTNode): node is ASTNode & { args: [ASTNode, ASTNode] } {
  return Array.isArray(node.args) && node.args.length === 2;
}

const kinds: Readonly<Record<string, string>> = {
  ...{ number: "a number", int: "a number", uint: "a number", double: "a number", string: "a text" },
  ...{ bool: "true or false", null: "null", list: "a list", map: "an object", type: "a type" },
  ...{ "google.protobuf.Timestamp": "a time", "google.protobuf.Duration": "a duration" },
};

function kindOf(type: string): string {
  const inner = /^dyn<(.+)>$/.exec(type)?.[1] ?? type;
  return kinds[inner.replace(/<.*$/, "")] ?? "a value";
}
