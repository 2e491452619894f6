import type { QueuedSignal } from "./queue/run-types";

/**
 * The subset of Inngest's expression language (CEL) that the embedded engine supports: `event.data.x` as a key, and
 * `event.data.x == literal` or `!=` as a condition. Everything else is rejected at the start, so that a function
 * never behaves differently on the two engines without anyone noticing.
 */
const pathPattern = /^event\.data((?:\.[A-Za-z_]\w*)+)$/;
const comparisonPattern = /^(event\.data(?:\.[A-Za-z_]\w*)+)\s*(==|!=)\s*(.+)$/;
const stringPattern = /^(?:'([^'\\]*)'|"([^"\\]*)")$/;
const numberPattern = /^-?\d+(\.\d+)?$/;

/** Turns `event.data.a.b` into a function that reads this value, or null if it is missing. Throws on other forms. */
export function compilePath(expression: string): (signal: QueuedSignal) => unknown {
  const names = pathPattern.exec(expression.trim())?.[1]?.slice(1).split(".");
  if (!names) throw new Error(`the expression "${expression}" is not of the form event.data.x`);
  return (signal) => {
    let value: unknown = signal.data;
    for (const name of names) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
      value = (value as Record<string, unknown>)[name];
    }
    return value ?? null;
  };
}

/** Turns `event.data.x == literal` (or `!=`) into a predicate. Throws on other forms. */
export function compileIfExpression(expression: string): (signal: QueuedSignal) => boolean {
  const [, left, operator, right] = comparisonPattern.exec(expression.trim()) ?? [];
  if (!left || !right) {
    throw new Error(`the condition "${expression}" is not of the form event.data.x == literal (or !=)`);
  }
  const readValue = compilePath(left);
  const wanted = parseLiteral(right.trim(), expression);
  return operator === "=="
    ? (signal) => readValue(signal) === wanted
    : (signal) => readValue(signal) !== wanted;
}

function parseLiteral(literal: string, expression: string): unknown {
  if (literal === "true") return true;
  if (literal === "false") return false;
  if (literal === "null") return null;
  if (numberPattern.test(literal)) return Number(literal);
  const quoted = stringPattern.exec(literal);
  if (quoted) return quoted[1] ?? quoted[2];
  throw new Error(`the condition "${expression}" compares with ${literal}, which is not a plain literal`);
}
