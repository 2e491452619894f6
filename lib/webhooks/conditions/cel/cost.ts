import type { ASTNode } from "@marcbachmann/cel-js";

/**
 * The macros that loop over a list or the keys of a map. map() is left out, because its results could grow without bound, and
 * conditions do not need it.
 */
const loopMacros = new Set(["all", "exists", "exists_one", "filter"]);
const allowedFunctions = new Set(
  `
  has size contains startsWith endsWith indexOf lowerAscii upperAscii trim substring int uint double string
  bool type timestamp duration getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear
  getHours getMinutes getSeconds getMilliseconds
`
    .trim()
    .split(/\s+/),
);
/** Functions that read only one end of a string, or one field, so that their cost does not depend on the size of the event. */
const cheapFunctions = new Set(["has", "startsWith", "endsWith"]);

/** The cost of evaluating an expression once, without its loops: steps, and operations that may scan a whole event. */
export interface Cost {
  steps: number;
  scans: number;
}

/** Keys that cel-js silently drops from a map literal. */
const droppedKeys = ["__proto__", "constructor", "prototype"];

/** The message that says why a condition cannot contain this expression, for example an unavailable function; null if it can. */
export function unsupportedPartMessage(node: ASTNode): string | null {
  const name = calledName(node);
  if (name !== null && !loopMacros.has(name) && !allowedFunctions.has(name)) {
    const instead = name === "matches" ? " Use contains(), startsWith() or endsWith()." : "";
    return `${name}() is not available in conditions.${instead}`;
  }
  const droppedEntry = node.op === "map" && node.args.find(([key]) => droppedKeys.includes(String(key.args)));
  if (droppedEntry)
    return `A map cannot have the key ${droppedEntry[0].args}. Compare that field separately, outside the map.`;
  for (const child of childrenOf(node)) {
    const unsupported = unsupportedPartMessage(child);
    if (unsupported) return unsupported;
  }
  return null;
}

/** The cost of an expression, without the parts that its loops evaluate for each entry of a list. */
export function costOf(node: ASTNode): Cost {
  const cost = { steps: 1, scans: mayScanEvent(node) ? 1 : 0 };
  const parts = loopOf(node) ? [loopOf(node)?.list as ASTNode] : childrenOf(node);
  for (const part of parts) {
    const { steps, scans } = costOf(part);
    cost.steps += steps;
    cost.scans += scans;
  }
  return cost;
}

/** The loop that a node represents: its variable, its list and the expression for each entry; null if the node is not a loop. */
export function loopOf(node: ASTNode): { variable: string; list: ASTNode; each: ASTNode } | null {
  if (node.op !== "rcall") return null;
  const [name, list, [variable, each]] = node.args;
  if (!loopMacros.has(name) || variable?.op !== "id" || !each) return null;
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

function mayScanEvent(node: ASTNode): boolean {
  if (node.op === "in" || node.op === "+") return true;
  if (node.op === "==" || node.op === "!=") return node.args.every(({ op }) => op !== "value");
  const name = calledName(node);
  return name !== null && !cheapFunctions.has(name);
}
