import {
  CaseTag,
  type Context,
  defaultOperators,
  type Emitter,
  type FilterImplOptions,
  type Operators,
} from "liquidjs";
import { compareNumbers, describeValue, isBlank, isNumber, toDecimal } from "./numbers";

/** Compares two values. liquidjs would also accept a generator as the result. */
type Compare = (left: unknown, right: unknown, context: Context) => boolean;
const defaultComparisons = defaultOperators as Record<"==" | "!=" | "contains", Compare>;

/**
 * How templates compare values. In liquidjs, null counts as 0, and a text such as "1,500" is neither more nor less than a number. Here, no
 * value is more or less than null, and comparing values that have no order is an error.
 */
export const operators: Operators = {
  ...defaultOperators,
  "==": countAsStep(
    (left, right, context) =>
      areNumbersOrListsEqual(left, right) ?? defaultComparisons["=="](left, right, context),
  ),
  "!=": countAsStep((left, right, context) => {
    const known = areNumbersOrListsEqual(left, right);
    return known === undefined ? defaultComparisons["!="](left, right, context) : !known;
  }),
  "<": countAsStep((left, right) => orderHolds(left, right, (order) => order < 0)),
  "<=": countAsStep((left, right) => orderHolds(left, right, (order) => order <= 0)),
  ">": countAsStep((left, right) => orderHolds(left, right, (order) => order > 0)),
  ">=": countAsStep((left, right) => orderHolds(left, right, (order) => order >= 0)),
  contains: countAsStep((left, right, context) =>
    Array.isArray(left) && isNumber(right)
      ? left.some((item) => areNumbersOrListsEqual(item, right))
      : defaultComparisons.contains(left, right, context),
  ),
};

/** Counts each comparison as one step of the template (template.ts), since one tag can contain thousands of comparisons. */
function countAsStep(compare: Compare): Compare {
  return (left, right, context) => {
    context.renderLimit.check(0);
    return compare(left, right, context);
  };
}

/** Whether two numbers, or two lists with numbers, are equal; undefined for values that liquidjs compares itself. */
export function areNumbersOrListsEqual(left: unknown, right: unknown): boolean | undefined {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (!Array.isArray(left) || !Array.isArray(right)) return undefined;
  return (
    left.length === right.length &&
    left.every((item, index) => areNumbersOrListsEqual(item, right[index]) ?? item === right[index])
  );
}

function orderHolds(left: unknown, right: unknown, holds: (order: number) => boolean): boolean {
  return !isBlank(left) && !isBlank(right) && holds(compareValues(left, right));
}

/** Returns a number below 0 if `left` comes first, 0 if the values are equal, else above 0. Throws if the values have no order. */
export function compareValues(left: unknown, right: unknown): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if ([left, right].every((value) => isNumber(value) || typeof value === "string"))
    return toDecimal(left).comparedTo(toDecimal(right));
  const other = [left, right].find((value) => !isNumber(value) && typeof value !== "string");
  throw new Error(`${describeValue(other)} cannot be compared with < or >`);
}

/** The cost of comparing one list entry, in units of liquidjs' memory limit. */
const unitsPerEntry = 4;

/**
 * Makes operators count the size of their operands toward the memory limit, as filters do. liquidjs does not count it, and every round
 * of a loop can compare two long lists.
 */
export function meterOperators(operators: Operators): Operators {
  const names = ["==", "!=", "<", ">", "<=", ">=", "contains"];
  return { ...operators, ...Object.fromEntries(names.map((name) => [name, meterOperator(operators[name])])) };
}

function meterOperator(operator: unknown): Operators[string] {
  const compare = operator as (left: unknown, right: unknown, context: Context) => unknown;
  return ((left: unknown, right: unknown, context: Context) => {
    context.memoryLimit.use(countUnits(left) + countUnits(right));
    return compare(left, right, context);
  }) as Operators[string];
}

function countUnits(value: unknown): number {
  if (typeof value === "string") return value.length / 16;
  return Array.isArray(value) ? unitsPerEntry * countEntries(value) : 0;
}

function countEntries(list: readonly unknown[]): number {
  return list.reduce<number>((sum, entry) => sum + 1 + (Array.isArray(entry) ? countEntries(entry) : 0), 0);
}

/** Makes the filter "where" count its cost before it compares a field of each entry with the expected value, which can be a list. */
export function meterWhereFilter(where: FilterImplOptions | undefined): FilterImplOptions {
  if (typeof where !== "function") throw new Error('liquidjs has no filter "where".');
  return function (list: unknown, ...[field, expected]: unknown[]) {
    const rounds = Array.isArray(list) ? list.length : 1;
    this.context.memoryLimit.use(rounds * countUnits(expected));
    return where.call(this, list, field, expected);
  };
}

/** A tag "case" that counts its cost before it compares its value with the values of each branch. */
export class MeteredCaseTag extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target = yield this.value.value(context, context.opts.lenientIf);
    const comparisonCount = this.branches.reduce((sum, { values }) => sum + values.length, 0);
    context.memoryLimit.use(comparisonCount * countUnits(target));
    yield* super.render(context, emitter);
  }
}
