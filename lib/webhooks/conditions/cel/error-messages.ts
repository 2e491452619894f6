import type { ASTNode } from "@marcbachmann/cel-js";
import { CannotCalculate } from "../../../json/decimal";
import type { ConditionError } from "../condition";
import { printNode } from "./print-condition";

const mismatchCodes = [
  "no_such_overload",
  "no_matching_overload",
  "invalid_logical_operand",
  "invalid_condition_type",
  "invalid_comprehension_range",
  "incompatible_ternary_branches",
];

/** The parts of a cel-js error that are used: a stable code, a one-line summary and the part of the condition with the error. */
interface CelError {
  code?: string;
  summary?: string;
  message: string;
  node?: ASTNode;
}

/** Describes an error of cel-js for the author of the condition, without CEL's type names and without internal functions. */
export function describeConditionError(thrown: unknown): ConditionError {
  const { code = "", summary, message, node } = thrown as CelError;
  if (thrown instanceof CannotCalculate) return { error: `${message}.` };
  if (code === "no_such_key" || code === "index_out_of_bounds") {
    return {
      error: node ? missingFieldMessage(node) : "The event lacks a field that the condition reads.",
      missing: true,
    };
  }
  const described = node && messageByCode[code]?.(node, summary ?? "");
  const error = described ?? `${(summary ?? message).split("\n")[0]?.replace(/\.$/, "")}.`;
  return mismatchCodes.includes(code) ? { error, mismatch: true } : { error };
}

function missingFieldMessage(node: ASTNode): string {
  return `The event has no ${printNode(node)}.`;
}

const notBooleanMessage = (node: ASTNode) =>
  `${printNode(node)} is neither true nor false. Use a comparison, such as ${printNode(node)} == "yes".`;

/** Returns a function that builds the message for a call whose argument is invalid. */
const argumentMustBe = (what: string) => (node: ASTNode) =>
  `The argument of ${printNode(node)} must be ${what}.`;

const messageByCode: Readonly<Record<string, (node: ASTNode, summary: string) => string | undefined>> = {
  no_such_overload: operandTypesMessage,
  no_matching_overload: argumentTypesMessage,
  division_by_zero: (node) => `Cannot divide by zero: ${printNode(node)}.`,
  modulo_by_zero: (node) => `Cannot divide by zero: ${printNode(node)}.`,
  invalid_logical_operand: notBooleanMessage,
  invalid_condition_type: notBooleanMessage,
  invalid_comprehension_range: (node) => `${printNode(node)} is not a list.`,
  invalid_macro_argument: (node) =>
    `${printNode(node)} is not a field. has() takes a field, such as has(data.amount).`,
  int_conversion_error: argumentMustBe("a whole number, or a string containing one"),
  uint_conversion_error: argumentMustBe("a whole number of 0 or more, or a string containing one"),
  bool_conversion_error: argumentMustBe('a string such as "true" or "false"'),
  invalid_timestamp: argumentMustBe("a string such as 2026-02-14T18:44:19Z, or seconds since 1970"),
  invalid_duration: argumentMustBe('a string such as "36h" or "90m"'),
  unknown_variable: (node) =>
    `There is no variable ${printNode(node)}. Start the name with data, entity, event or changes: data.${printNode(node)}.`,
  incompatible_ternary_branches: (node) =>
    `Both results of ${printNode(node)} must have the same type. If they are numbers, write both with a decimal point or both without.`,
};

/** The message for an error of cel-js such as "no such overload: dyn<number> > string". */
function operandTypesMessage(node: ASTNode, summary: string): string | undefined {
  if (node.op === "!_") return notBooleanMessage(node.args);
  if (node.op === "-_")
    return `${printNode(node)} requires a number, but ${printNode(node.args)} is not a number.`;
  const found = /^no such overload: (.+) (\S+) (.+)$/.exec(summary);
  if (!found || !isBinary(node)) return undefined;
  const [left, right] = [typeName(found[1] ?? ""), typeName(found[3] ?? "")];
  const [, operator = ""] = found.slice(1);
  const [a, b] = node.args;
  const isComparison = ["<", "<=", ">", ">=", "==", "!="].includes(operator);
  const verb = isComparison ? "compares" : operator === "in" ? "looks for" : "calculates with";
  const preposition = isComparison ? "with" : operator === "in" ? "in" : "and";
  const advice = operator === "in" ? adviceForIn(right) : adviceFor([left, a], [right, b]);
  return `${printNode(node)} ${verb} ${left} ${preposition} ${right}. ${advice}`;
}

function adviceForIn(right: string): string {
  if (right === "a list") return "The items of the list must have the same type as the value.";
  const advice = 'The operator "in" requires a list or an object on its right side.';
  return right === "a string" ? `${advice} To search in a string, use contains().` : advice;
}

function adviceFor(...sides: readonly [string, ASTNode][]): string {
  const kinds = sides.map(([kind]) => kind);
  const findSide = (kind: string) => sides.find((one) => one[0] === kind)?.[1];
  const nullSide = findSide("null");
  if (nullSide) return `Check for null first: ${printNode(nullSide)} != null && ...`;
  const text = findSide("a string");
  if (text && kinds.includes("a number"))
    return `Convert the string to a number: double(${printNode(text)}).`;
  if (text && kinds.includes("a timestamp"))
    return `Convert the string to a timestamp: timestamp(${printNode(text)}).`;
  return "Both sides must have the same type.";
}

/** The message for an error of cel-js such as "found no matching overload for 'number.startsWith(string)'". */
function argumentTypesMessage(node: ASTNode, summary: string): string | undefined {
  const found = /'(?:(.+)\.)?(\w+)\((.*)\)'$/.exec(summary);
  if (!found || (node.op !== "call" && node.op !== "rcall")) return undefined;
  const [, receiver, name, given = ""] = found;
  const kinds = [receiver, ...(given === "" ? [] : given.split(", "))].flatMap((kind) =>
    kind ? [typeName(kind)] : [],
  );
  const advice = receiver && typeName(receiver) === "a number" ? " Convert the number with string()." : "";
  return `${printNode(node)} is not valid: ${name}() ${kinds.length > 0 ? `does not take ${kinds.join(" and ")}` : "requires an argument"}.${advice}`;
}

function isBinary(node: ASTNode): node is ASTNode & { args: [ASTNode, ASTNode] } {
  return Array.isArray(node.args) && node.args.length === 2;
}

const nameByCelType: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a number",
  uint: "a number",
  double: "a number",
  string: "a string",
  bool: "true or false",
  null: "null",
  list: "a list",
  map: "an object",
  type: "a type",
  "google.protobuf.Timestamp": "a timestamp",
  "google.protobuf.Duration": "a duration",
};

function typeName(type: string): string {
  const inner = /^dyn<(.+)>$/.exec(type)?.[1] ?? type;
  return nameByCelType[inner.replace(/<.*$/, "")] ?? "a value";
}
