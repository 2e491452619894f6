import type { ASTNode } from "@marcbachmann/cel-js";

/** The macros that go over a list. Not map: a condition needs no new values, and with them it could grow without end. */
const macros = new Set(["all", "exists", "exists_one", "filter"]);
const functions = new Set([
  ...["has", "size", "contains", "startsWith", "endsWith", "indexOf", "lowerAscii", "upperAscii", "trim"],
  ...["substring", "int", "uint", "double", "string", "bool", "type", "timestamp", "duration"],
  ...["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"],
  ...["getHours", "getMinutes", "getSeconds", "getMilliseconds"],
]);
/** These look at the beginning or the end of a text, or at one field, however large the rest is. */
const cheap = new Set(["has", "startsWith", "endsWith"]);

/** What running an expression once takes, besides its loops: steps, and operations that may walk over a whole event. */
export interface Cost {
  steps: number;
  walks: number;
}

/** Keys that cel-js leaves out of a map that is written down, without a word. */
const lostKeys = ["__proto__", "constructor", "prototype"];

/** What conditions cannot have, in words: a function that is not offered; null when there is nothing. */
export function unsupportedPart(node: ASTNode): string | null {
  const name = calledName(node);
  if (name !== null && !macros.has(name) && !functions.has(name)) {
    const instead = name === "matches" ? " Use contains(), startsWith() or endsWith()." : "";
    return `${name}() is not offered in conditions.${instead}`;
  }
  const lost = node.op === "map" && node.args.find(([key]) => lostKeys.includes(String(key.args)));
  if (lost) return `A map cannot have the key ${lost[0].args}. Compare the field by itself.`;
  for (const child of childrenOf(node)) {
    const rejected = unsupportedPart(child);
    if (rejected) return rejected;
  }
  return null;
}

/** The cost of an expression; what it does for each entry of a list is not in it. */
export function costOf(node: ASTNode): Cost {
  const cost = { steps: 1, walks: walksOver(node) ? 1 : 0 };
  const parts = loopOf(node) ? [loopOf(node)?.list as ASTNode] : childrenOf(node);
  for (const part of parts) {
    const { steps, walks } = costOf(part);
    cost.steps += steps;
    cost.walks += walks;
  }
  return cost;
}

export function loopOf(node: ASTNode): { variable: string; list: ASTNode; each: ASTNode } | null {
  if (node.op !== "rcall") return null;
  const [name, list, [variable, each]] = node.args;
  if (!macros.has(name) || variable?.op !== "id" || !each) return null;
  return { variable: variable.args, list, each };
}

export function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "list":
      return node.args;
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return [...node.args];
  }
}

function calledName(node: ASTNode): string | null {
  return node.op === "call" || node.op === "rcall" ? node.args[0] : null;
}

function walksOver(node: ASTNode): boolean {
  if (node.op === "in" || node.op === "+") return true;
  if (node.op === "==" || node.op === "!=") return node.args.every(({ op }) => op !== "value");
  const name = calledName(node);
  return name !== null && !cheap.has(name);
}
