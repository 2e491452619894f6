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

/** A function that applies an operation to its arguments from left to right. */
function folding(
  name: string,
  operation: Operation,
  none: Value | undefined,
  one: (x: NumberValue) => Value,
): Fn {
  return variadic(name, none === undefined ? 1 : 0, (args) => {
    const [first, ...rest] = args.map(asNumber);
    if (first === undefined) return none ?? null;
    return rest.length === 0 ? one(first) : rest.reduce(operation, first);
  });
}

/** Unlike 0 - 0.0, the negative of 0.0 is -0.0. */
function negate(x: NumberValue): NumberValue {
  return typeof x === "number" ? -x : subtract(0n, x);
}

/** `max` or `min`: NaN if one of the numbers is NaN, and the later one of numbers in the same place. */
function choosing(name: string, isBetter: (order: number) => boolean): Fn {
  const choose: Operation = (x, y) => {
    if (Number.isNaN(x)) return x;
    return !Number.isNaN(y) && isBetter(compareNumbers(x, y)) ? x : y;
  };
  return variadic(name, 1, ([first = null, ...rest]) =>
    rest.length === 0 ? first : rest.map(asNumber).reduce(choose, asNumber(first)),
  );
}

/** `max-key` or `min-key`: the item with the best value of a function; the last one of several. */
function choosingBy(name: string, isWorse: (order: number) => boolean): Fn {
  return variadic(name, 2, ([fn = null, ...items]) => {
    if (items.length === 1) return items[0] ?? null;
    const ranked = items.map((item) => ({ item, rank: asNumber(call(fn, [item])) }));
    return ranked.reduce((best, next) => (isWorse(compareNumbers(next.rank, best.rank)) ? best : next)).item;
  });
}

function unary(name: string, apply: (x: NumberValue) => NumberValue): Fn {
  return fixed(name, 1, (x) => apply(asNumber(x)));
}

function binary(name: string, apply: Operation): Fn {
  return fixed(name, 2, (x, y) => apply(asNumber(x), asNumber(y)));
}

/** A function of the bits of longs. */
function bitwise(name: string, operation: (x: bigint, y: bigint) => bigint): Fn {
  return fixed(name, 2, (x, y) => BigInt.asIntN(64, operation(bitsOf(x), bitsOf(y))));
}

function bitsOf(value: Value): bigint {
  if (typeof value === "bigint") return value;
  throw new ClojureError("type", `${describeValue(value)} is not an integer.`);
}

function partOfRatio(name: "numerator" | "denominator"): Fn {
  return fixed(name, 1, (value) => {
    if (value instanceof Ratio) return asLong(value[name]);
    throw new ClojureError("type", `${describeValue(value)} is not a ratio.`);
  });
}

function absolute(x: NumberValue): NumberValue {
  return signOf(x) < 0 || Object.is(x, -0) ? negate(x) : x;
}

export const arithmeticFunctions: readonly Fn[] = [
  folding("+", add, 0n, (x) => x),
  folding("*", multiply, 1n, (x) => x),
  folding("-", subtract, undefined, negate),
  folding("/", divide, undefined, (x) => divide(1n, x)),
  unary("inc", (x) => add(x, 1n)),
  unary("dec", (x) => subtract(x, 1n)),
  unary("abs", absolute),
  binary("quot", quotient),
  binary("rem", remainder),
  binary("mod", modulo),
  choosing("max", (order) => order > 0),
  choosing("min", (order) => order < 0),
  choosingBy("max-key", (order) => order < 0),
  choosingBy("min-key", (order) => order > 0),
  partOfRatio("numerator"),
  partOfRatio("denominator"),
  bitwise("bit-and", (x, y) => x & y),
  bitwise("bit-or", (x, y) => x | y),
  bitwise("bit-xor", (x, y) => x ^ y),
  // As in Java, only the last six bits of the distance count.
  bitwise("bit-shift-left", (x, y) => x << (y & 63n)),
  bitwise("bit-shift-right", (x, y) => x >> (y & 63n)),
  fixed("bit-not", 1, (x) => ~bitsOf(x)),
];
