import type { ASTNode } from "@marcbachmann/cel-js";
import { costOf, loopOf } from "./cost";

/** Functions that only instrumented conditions contain; users can neither write nor see them. */
export const internalFunctions = {
  meter: "__meter",
  literal: "__literal",
  double: "__double",
  exactValue: "__exact",
  index: "__index",
  whole: "__whole",
  argumentOfTypeCall: "__argumentOfTypeCall",
} as const;
const internalNames: readonly string[] = Object.values(internalFunctions);

const primaryPrecedence = 7;
const unaryPrecedence = 6;
const precedenceByOperator: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  in: 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/** Returns the text that replaces the printed text of a part. */
type WrapPart = (part: ASTNode, text: string, parent: ASTNode | null) => string;

/** Prints a part of a condition as its author wrote it, without the instrumentation. */
export function printNode(node: ASTNode): string {
  return printWrapped(node, null, (_part, text) => text);
}

/**
 * Prints a condition as it is evaluated: the cost of each loop is subtracted before the loop starts; decimals are exact; both sides of
 * an equality have the same kind of numbers, even inside lists and maps; and cel-js gets CEL's integers where it needs them. It is
 * printed from the syntax tree, because the parser's text spans leave out outer parentheses: the span of "(a) == (b)" is "a) == (b".
 */
export function printInstrumented(root: ASTNode): string {
  return printWrapped(root, null, (part, text, parent) => {
    const loop = parent && loopOf(parent);
    if (loop?.list === part) {
      const { steps, scans } = costOf(loop.each);
      return `${internalFunctions.meter}(${text}, ${steps}, ${scans})`;
    }
    if (parent?.op === "==" || parent?.op === "!=" || parent?.op === "in") {
      return part.op === "value" && typeof part.args === "string"
        ? text
        : `${internalFunctions.exactValue}(${wrapNumber(part, text)})`;
    }
    if (parent?.op === "[]" && parent.args[1] === part && part.op !== "value")
      return `${internalFunctions.index}(${text})`;
    if (parent?.op === "call" && parent.args[0] === "uint") return `${internalFunctions.whole}(${text})`;
    if (parent?.op === "call" && parent.args[0] === "type")
      return `${internalFunctions.argumentOfTypeCall}(${wrapNumber(part, text)})`;
    return wrapNumber(part, text);
  });
}

function wrapNumber(part: ASTNode, text: string): string {
  if (part.op === "value" && typeof part.args === "number") return `${internalFunctions.literal}("${text}")`;
  return part.op === "call" && part.args[0] === "double" ? `__${text}` : text;
}

function printWrapped(node: ASTNode, parent: ASTNode | null, wrap: WrapPart): string {
  return wrap(node, printUnwrapped(node, wrap), parent);
}

function printUnwrapped(node: ASTNode, wrap: WrapPart): string {
  const printAll = (nodes: ASTNode[]) => nodes.map((each) => printWrapped(each, node, wrap)).join(", ");
  const printPart = (each: ASTNode, minPrecedence: number) => {
    const unchanged = printUnwrapped(each, wrap);
    const text = wrap(each, unchanged, node);
    return text === unchanged && precedenceOf(each) < minPrecedence ? `(${text})` : text;
  };
  switch (node.op) {
    case "value":
      return node.input.slice(node.start, node.end);
    case "id":
      return node.args;
    case ".":
    case ".?":
      return `${printPart(node.args[0], primaryPrecedence)}${node.op}${node.args[1]}`;
    case "[]":
      return `${printPart(node.args[0], primaryPrecedence)}[${printWrapped(node.args[1], node, wrap)}]`;
    case "[?]":
      return `${printPart(node.args[0], primaryPrecedence)}[?${printWrapped(node.args[1], node, wrap)}]`;
    case "call":
      return printOriginalCall(node.args[0], node.args[1]) ?? `${node.args[0]}(${printAll(node.args[1])})`;
    case "rcall":
      return `${printPart(node.args[1], primaryPrecedence)}.${node.args[0]}(${printAll(node.args[2])})`;
    case "list":
      return `[${printAll(node.args)}]`;
    case "map":
      return `{${node.args.map((pair) => pair.map((each) => printWrapped(each, node, wrap)).join(": ")).join(", ")}}`;
    case "!_":
    case "-_":
      return `${node.op.charAt(0)}${printPart(node.args, primaryPrecedence)}`;
    case "?:":
      return `${printPart(node.args[0], 1)} ? ${printPart(node.args[1], 1)} : ${printPart(node.args[2], 0)}`;
    default: {
      const precedence = precedenceOf(node);
      return `${printPart(node.args[0], precedence)} ${node.op} ${printPart(node.args[1], precedence + 1)}`;
    }
  }
}

/** Prints the original text inside an internal call; null for any other call. */
function printOriginalCall(name: string, [first]: ASTNode[]): string | null {
  if (!internalNames.includes(name) || !first) return null;
  if (name === internalFunctions.double) return `double(${printNode(first)})`;
  return name === internalFunctions.literal && first.op === "value" ? String(first.args) : printNode(first);
}

function precedenceOf(node: ASTNode): number {
  if (node.op === "?:") return 0;
  if (node.op === "!_" || node.op === "-_") return unaryPrecedence;
  return precedenceByOperator[node.op] ?? primaryPrecedence;
}
