import { call } from "../call";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { asLong } from "../integers";
import {
  add,
  asNumber,
  compareNumbers,
  divide,
  modulo,
  multiply,
  quotient,
  remainder,
  signOf,
  subtract,
} from "../numbers";
import { type Fn, fixed, type NumberValue, Ratio, type Value, variadic } from "../values";

type Operation = (x: NumberValue, y: NumberValue) => NumberValue;

/**
 * A function that applies an operation to its arguments from left to right.
 * @param valueWithoutArguments the value without arguments; undefined if an argument is required
 */
function defineFold(
  name: string,
  operation: Operation,
  valueWithoutArguments: Value | undefined,
  applyToOne: (x: NumberValue) => Value,
): Fn {
  return variadic(name, valueWithoutArguments === undefined ? 1 : 0, (args) => {
    const [first, ...rest] = args.map(asNumber);
    if (first === undefined) return valueWithoutArguments ?? null;
    return rest.length === 0 ? applyToOne(first) : rest.reduce(operation, first);
  });
}

/** Unlike 0 - 0.0, the negative of 0.0 is -0.0. */
function negate(x: NumberValue): NumberValue {
  return typeof x === "number" ? -x : subtract(0n, x);
}

/** `max` or `min`: NaN if one of the numbers is NaN, and the last one of equal numbers. */
function defineExtremum(name: string, isBetter: (order: number) => boolean): Fn {
  const choose: Operation = (x, y) => {
    if (Number.isNaN(x)) return x;
    return !Number.isNaN(y) && isBetter(compareNumbers(x, y)) ? x : y;
  };
  return variadic(name, 1, ([first = null, ...rest]) =>
    rest.length === 0 ? first : rest.map(asNumber).reduce(choose, asNumber(first)),
  );
}

/** `max-key` or `min-key`: the item with the largest or smallest value of a function; the last one if several are equal. */
function defineExtremumBy(name: string, isWorse: (order: number) => boolean): Fn {
  return variadic(name, 2, ([fn = null, ...items]) => {
    if (items.length === 1) return items[0] ?? null;
    const ranked = items.map((item) => ({ item, rank: asNumber(call(fn, [item])) }));
    return ranked.reduce((best, next) => (isWorse(compareNumbers(next.rank, best.rank)) ? best : next)).item;
  });
}

function defineUnary(name: string, apply: (x: NumberValue) => NumberValue): Fn {
  return fixed(name, 1, (x) => apply(asNumber(x)));
}

function defineBinary(name: string, apply: Operation): Fn {
  return fixed(name, 2, (x, y) => apply(asNumber(x), asNumber(y)));
}

/** A bitwise operation on two longs. */
function defineBitwise(name: string, operation: (x: bigint, y: bigint) => bigint): Fn {
  return fixed(name, 2, (x, y) => BigInt.asIntN(64, operation(bitsOf(x), bitsOf(y))));
}

function bitsOf(value: Value): bigint {
  if (typeof value === "bigint") return value;
  throw new ClojureError("type", `${describeValue(value)} is not an integer.`);
}

function defineRatioPart(name: "numerator" | "denominator"): Fn {
  return fixed(name, 1, (value) => {
    if (value instanceof Ratio) return asLong(value[name]);
    throw new ClojureError("type", `${describeValue(value)} is not a ratio.`);
  });
}

function absolute(x: NumberValue): NumberValue {
  return signOf(x) < 0 || Object.is(x, -0) ? negate(x) : x;
}

export const arithmeticFunctions: readonly Fn[] = [
  defineFold("+", add, 0n, (x) => x),
  defineFold("*", multiply, 1n, (x) => x),
  defineFold("-", subtract, undefined, negate),
  defineFold("/", divide, undefined, (x) => divide(1n, x)),
  defineUnary("inc", (x) => add(x, 1n)),
  defineUnary("dec", (x) => subtract(x, 1n)),
  defineUnary("abs", absolute),
  defineBinary("quot", quotient),
  defineBinary("rem", remainder),
  defineBinary("mod", modulo),
  defineExtremum("max", (order) => order > 0),
  defineExtremum("min", (order) => order < 0),
  defineExtremumBy("max-key", (order) => order < 0),
  defineExtremumBy("min-key", (order) => order > 0),
  defineRatioPart("numerator"),
  defineRatioPart("denominator"),
  defineBitwise("bit-and", (x, y) => x & y),
  defineBitwise("bit-or", (x, y) => x | y),
  defineBitwise("bit-xor", (x, y) => x ^ y),
  // As in Java, only the last six bits of the distance count.
  defineBitwise("bit-shift-left", (x, y) => x << (y & 63n)),
  defineBitwise("bit-shift-right", (x, y) => x >> (y & 63n)),
  fixed("bit-not", 1, (x) => ~bitsOf(x)),
];
