import { type Context, defaultOperators } from "liquidjs";
import { compareNumbers, isNothing, isNumber, numberIn, shown } from "./numbers";

type Operators = typeof defaultOperators;
/** liquidjs awaits what these give, be it a generator. */
type Compare = (left: unknown, right: unknown, context: Context) => boolean;
const defaults = defaultOperators as Record<"==" | "!=" | "contains", Compare>;

/**
 * How templates compare. Liquid in JavaScript takes null for 0, and a text with a comma for something that is neither more
 * nor less; here nothing is more or less than null, and what cannot be compared fails.
 */
export const operators: Operators = {
  ...defaultOperators,
  "==": counted((left, right, context) => same(left, right) ?? defaults["=="](left, right, context)),
  "!=": counted((left, right, context) => {
    const known = same(left, right);
    return known === undefined ? defaults["!="](left, right, context) : !known;
  }),
  "<": counted((left, right) => ordered(left, right, (order) => order < 0)),
  "<=": counted((left, right) => ordered(left, right, (order) => order <= 0)),
  ">": counted((left, right) => ordered(left, right, (order) => order > 0)),
  ">=": counted((left, right) => ordered(left, right, (order) => order >= 0)),
  contains: counted((left, right, context) =>
    Array.isArray(left) && isNumber(right)
      ? left.some((each) => same(each, right))
      : defaults.contains(left, right, context),
  ),
};

/** Each comparison is one of the template's steps (template.ts): a tag may have thousands. */
function counted(compare: Compare): Compare {
  return (left, right, context) => {
    context.renderLimit.check(0);
    return compare(left, right, context);
  };
}

/** Equality where a number is involved, also deep in lists; undefined: liquidjs knows. */
export function same(left: unknown, right: unknown): boolean | undefined {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (!Array.isArray(left) || !Array.isArray(right)) return undefined;
  return (
    left.length === right.length &&
    left.every((each, index) => same(each, right[index]) ?? each === right[index])
  );
}

function ordered(left: unknown, right: unknown, holds: (order: number) => boolean): boolean {
  return !isNothing(left) && !isNothing(right) && holds(order(left, right));
}

/** Below 0 when `left` comes first. Throws when neither does. */
export function order(left: unknown, right: unknown): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if ([left, right].every((value) => isNumber(value) || typeof value === "string"))
    return numberIn(left).comparedTo(numberIn(right));
  const other = [left, right].find((value) => !isNumber(value) && typeof value !== "string");
  throw new Error(`${shown(other)} is neither more nor less than anything`);
}
