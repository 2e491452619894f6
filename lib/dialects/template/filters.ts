import type { Context, Liquid } from "liquidjs";
import { calculate, Decimal, type Operation } from "../../json/decimal";
import { areNumbersOrListsEqual, compareValues } from "./comparisons";
import { formatDate } from "./date";
import { isBlank, isNumber, TemplateNumber, toDecimal } from "./numbers";

const maxDecimalPlaces = 40;
/** The cost of one list entry in units of the memory limit, which also limits time: calculating with decimals is slow. */
const entryCost = 20;

/**
 * Registers the filters that replace those of liquidjs: they calculate and compare with decimals (100.10 times 3 is 300.3, and missing
 * values stay missing); also `size` and `date`. template.ts registers `json` and lists the filters that templates can use.
 */
export function registerFilters(liquid: Liquid): void {
  const registerUnary = (name: string, compute: (value: Decimal, ...args: unknown[]) => Decimal) => {
    liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
      countStep(this.context);
      return isBlank(value) ? null : TemplateNumber.of(compute(toDecimal(value), ...args));
    });
  };
  const registerBinary = (
    name: string,
    compute: (value: Decimal, other: Decimal, ...args: unknown[]) => Decimal,
  ) => {
    liquid.registerFilter(name, function (value: unknown, other: unknown, ...args: unknown[]) {
      countStep(this.context);
      if (isBlank(value) || isBlank(other)) return null;
      return TemplateNumber.of(compute(toDecimal(value), toDecimal(other), ...args));
    });
  };
  const buildCalculation = (operation: Operation) => (value: Decimal, other: Decimal) =>
    calculate(value, operation, other);
  registerBinary("plus", buildCalculation("+"));
  registerBinary("minus", buildCalculation("-"));
  registerBinary("times", buildCalculation("*"));
  registerBinary("divided_by", (value, other, whole) => {
    const quotient = calculate(value, "/", other);
    return whole === true ? quotient.floor() : quotient;
  });
  registerBinary("modulo", (value, other) => {
    const remainder = calculate(value, "%", other);
    // As in Ruby, the result has the sign of the divisor.
    return remainder.isZero() || remainder.isNegative() === other.isNegative()
      ? remainder
      : remainder.plus(other);
  });
  registerBinary("at_least", (value, other) => Decimal.max(value, other));
  registerBinary("at_most", (value, other) => Decimal.min(value, other));
  registerUnary("abs", (value) => requireBounded(value).abs());
  registerUnary("ceil", (value) => requireBounded(value).ceil());
  registerUnary("floor", (value) => requireBounded(value).floor());
  registerUnary("round", (value, places) => roundTo(requireBounded(value), places));
  registerListFilters(liquid);
  liquid.registerFilter("date", function (value: unknown, format: unknown, zone: unknown) {
    countStep(this.context);
    return formatDate(value, format, zone);
  });
}

/** Throws for a number with too many digits. */
function requireBounded(value: Decimal): Decimal {
  return calculate(value, "+", new Decimal(0));
}

/** Rounds half away from zero, as in Ruby. */
function roundTo(value: Decimal, places: unknown): Decimal {
  const digits = isBlank(places) ? 0 : toDecimal(places).truncated().toNumber();
  if (Math.abs(digits) > maxDecimalPlaces)
    throw new Error(`the filter "round" supports at most ${maxDecimalPlaces} decimal places`);
  return digits >= 0
    ? value.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP)
    : value.toNearest(new Decimal(10).pow(-digits), Decimal.ROUND_HALF_UP);
}

function registerListFilters(liquid: Liquid): void {
  liquid.registerFilter("sum", function (list: unknown, property?: unknown) {
    const numbers = toMeteredList(list, this.context)
      .map((item) => readPath(item, property))
      .filter((value) => !isBlank(value));
    return TemplateNumber.of(
      numbers.reduce<Decimal>((sum, value) => calculate(sum, "+", toDecimal(value)), new Decimal(0)),
    );
  });
  liquid.registerFilter("sort", function (list: unknown, property?: unknown) {
    return toMeteredList(list, this.context)
      .map((item) => [item, readPath(item, property)] as const)
      .sort(([, left], [, right]) => {
        if (isBlank(left) || isBlank(right)) return Number(isBlank(left)) - Number(isBlank(right));
        return compareValues(left, right);
      })
      .map(([item]) => item);
  });
  liquid.registerFilter("uniq", function (list: unknown) {
    const seenKeys = new Set<unknown>();
    return toMeteredList(list, this.context).filter((item) => {
      const key = isNumber(item)
        ? `number ${toDecimal(item)}`
        : typeof item === "string"
          ? `text ${item}`
          : item;
      if (seenKeys.has(key)) return false;
      seenKeys.add(key);
      return true;
    });
  });
  liquid.registerFilter("where", function (list: unknown, property: unknown, expected?: unknown) {
    return toMeteredList(list, this.context).filter((item) => {
      const value = readPath(item, property);
      if (expected === undefined) return value !== undefined && value !== null && value !== false;
      return areNumbersOrListsEqual(value, expected) ?? value === expected;
    });
  });
  liquid.registerFilter("size", function (value: unknown) {
    return typeof value === "string"
      ? countCharacters(value, this.context)
      : Array.isArray(value)
        ? value.length
        : 0;
  });
}

/** Counts one step of the template (template.ts), so that long chains of filters are limited too. */
function countStep(context: Context): void {
  context.renderLimit.check(0);
}

/** Converts a value to a list, and counts the entries toward the same limit as liquidjs' own filters do. */
function toMeteredList(value: unknown, context: Context): unknown[] {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  context.memoryLimit.use(list.length * entryCost);
  return list;
}

/** The number of code points: 😀 is one character. */
export function countCharacters(text: string, context: Context): number {
  context.memoryLimit.use(text.length);
  return [...text].length;
}

/** Reads an own property of an item by its path; without a path, returns the item itself. */
function readPath(item: unknown, path: unknown): unknown {
  if (path === undefined || path === null) return item;
  let value = item;
  for (const name of String(path).split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
