import type { ASTNode } from "@marcbachmann/cel-js";
import { costOf, loopOf } from "./cost";

/** Functions of ours that stand in an evaluated condition only; nobody can write them, and nobody gets to see them. */
export const own = {
  ...{ meter: "__meter", literal: "__literal", double: "__double", exact: "__exact" },
  ...{ index: "__index", whole: "__whole", typed: "__typed" },
} as const;
const hidden: readonly string[] = Object.values(own);

const primary = 7;
const unary = 6;
const binary: Readonly<Record<string, number>> = {
  ...{ "||": 1, "&&": 2, "==": 3, "!=": 3, in: 3, "<": 3, "<=": 3, ">": 3, ">=": 3 },
  ...{ "+": 4, "-": 4, "*": 5, "/": 5, "%": 5 },
};

/** What stands in the place of a part; by default the part itself. */
type Around = (part: ASTNode, text: string, parent: ASTNode | null) => string;

/** A part of a condition as text, without anything that we put into it for evaluating. */
export function textOf(node: ASTNode): string {
  return write(node, null, (_part, text) => text);
}

/**
 * The condition as it is evaluated. Each list that is gone over is paid for before the loop begins; each 0.5 is a decimal;
 * what is compared for equality has no ints beside decimals, not even deep inside; and where CEL wants one of its own
 * numbers, it gets one. Written anew rather than patched: the span of "(a) == (b)" is "a) == (b".
 */
export function evaluatedText(root: ASTNode): string {
  return write(root, null, (part, text, parent) => {
    const loop = parent && loopOf(parent);
    if (loop?.list === part) {
      const { steps, walks } = costOf(loop.each);
      return `${own.meter}(${text}, ${steps}, ${walks})`;
    }
    if (parent?.op === "==" || parent?.op === "!=" || parent?.op === "in") {
      return part.op === "value" && typeof part.args === "string"
        ? text
        : `${own.exact}(${number(part, text)})`;
    }
    if (parent?.op === "[]" && parent.args[1] === part && part.op !== "value") return `${own.index}(${text})`;
    if (parent?.op === "call" && parent.args[0] === "uint") return `${own.whole}(${text})`;
    if (parent?.op === "call" && parent.args[0] === "type") return `${own.typed}(${number(part, text)})`;
    return number(part, text);
  });
}

function number(part: ASTNode, text: string): string {
  if (part.op === "value" && typeof part.args === "number") return `${own.literal}("${text}")`;
  return part.op === "call" && part.args[0] === "double" ? `__${text}` : text;
}

function write(node: ASTNode, parent: ASTNode | null, around: Around): string {
  return around(node, bare(node, around), parent);
}

function bare(node: ASTNode, around: Around): string {
  const all = (nodes: ASTNode[]) => nodes.map((each) => write(each, node, around)).join(", ");
  const part = (each: ASTNode, least: number) => {
    const unchanged = bare(each, around);
    const text = around(each, unchanged, node);
    return text === unchanged && strengthOf(each) < least ? `(${text})` : text;
  };
  switch (node.op) {
    case "value":
      return node.input.slice(node.start, node.end);
    case "id":
      return node.args;
    case ".":
    case ".?":
      return `${part(node.args[0], primary)}${node.op}${node.args[1]}`;
    case "[]":
      return `${part(node.args[0], primary)}[${write(node.args[1], node, around)}]`;
    case "[?]":
      return `${part(node.args[0], primary)}[?${write(node.args[1], node, around)}]`;
    case "call":
      return calledText(node.args[0], node.args[1]) ?? `${node.args[0]}(${all(node.args[1])})`;
    case "rcall":
      return `${part(node.args[1], primary)}.${node.args[0]}(${all(node.args[2])})`;
    case "list":
      return `[${all(node.args)}]`;
    case "map":
      return `{${node.args.map((pair) => pair.map((each) => write(each, node, around)).join(": ")).join(", ")}}`;
    case "!_":
    case "-_":
      return `${node.op.charAt(0)}${part(node.args, primary)}`;
    case "?:":
      return `${part(node.args[0], 1)} ? ${part(node.args[1], 1)} : ${part(node.args[2], 0)}`;
    default: {
      const strength = strengthOf(node);
      return `${part(node.args[0], strength)} ${node.op} ${part(node.args[1], strength + 1)}`;
    }
  }
}

/** A call of our own as what it was put around; null for any other. */
function calledText(name: string, [first]: ASTNode[]): string | null {
  if (!hidden.includes(name) || !first) return null;
  if (name === own.double) return `double(${textOf(first)})`;
  return name === own.literal && first.op === "value" ? String(first.args) : textOf(first);
}

function strengthOf(node: ASTNode): number {
  if (node.op === "?:") return 0;
  if (node.op === "!_" || node.op === "-_") return unary;
  return binary[node.op] ?? primary;
}
