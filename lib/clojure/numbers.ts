import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  divideToWhole,
  makeDecimal,
  multiplyDecimals,
  subtractDecimals,
} from "./big-decimal";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { step } from "./evaluation";
import {
  asLong,
  countHexDigits,
  greatestCommonDivisor,
  limitDigits,
  powerOfTen,
  printInteger,
} from "./integers";
import { printDecimal } from "./print-number";
import { BigDecimal, BigInteger, type NumberValue, Ratio, type Value } from "./values";

export function isNumber(value: Value): value is NumberValue {
  return typeof value === "bigint" || typeof value === "number" || rankOf(value) > 0;
}

/** @throws ClojureError "type" for nil and for every other value that is not a number. */
export function asNumber(value: Value): NumberValue {
  if (isNumber(value)) return value;
  const advice = typeof value === "string" ? " Convert it with parse-long or parse-double." : "";
  throw new ClojureError("type", `${describeValue(value)} is not a number.${advice}`);
}

/**
 * The order of the kinds of numbers: an operation on two numbers converts both to the later kind. As in the JVM, a decimal and a double
 * give a double.
 */
const rank = { long: 0, bigInteger: 1, ratio: 2, decimal: 3, double: 4 };

function rankOf(value: Value): number {
  if (typeof value === "number") return rank.double;
  if (value instanceof BigDecimal) return rank.decimal;
  if (value instanceof Ratio) return rank.ratio;
  return value instanceof BigInteger ? rank.bigInteger : rank.long;
}

export function isInteger(value: Value): value is bigint | BigInteger {
  return typeof value === "bigint" || value instanceof BigInteger;
}

function integerOf(value: NumberValue): bigint {
  return value instanceof BigInteger ? value.value : (value as bigint);
}

function ratioOf(value: NumberValue): Ratio {
  return value instanceof Ratio ? value : new Ratio(integerOf(value), 1n);
}

function decimalOf(value: NumberValue): BigDecimal {
  if (value instanceof BigDecimal) return value;
  if (!(value instanceof Ratio)) return new BigDecimal(integerOf(value), 0);
  return divideDecimals(new BigDecimal(value.numerator, 0), new BigDecimal(value.denominator, 0));
}

/** Converts a number to a double, as in Java: the nearest double or, for a ratio, the double nearest to its first 16 digits. */
export function doubleOf(value: NumberValue): number {
  if (typeof value === "number") return value;
  if (value instanceof BigDecimal) return Number(printDecimal(value));
  if (!(value instanceof Ratio)) return Number(integerOf(value));
  const { numerator, denominator } = value;
  const magnitude = numerator < 0n ? -numerator : numerator;
  const divide = (scale: number) => {
    const dividend = magnitude * powerOfTen(Math.max(scale, 0));
    const divisor = denominator * powerOfTen(Math.max(-scale, 0));
    const [whole, twiceRemainder] = [dividend / divisor, (dividend % divisor) * 2n];
    const roundsUp = twiceRemainder > divisor || (twiceRemainder === divisor && whole % 2n === 1n);
    return { digits: roundsUp ? whole + 1n : whole, scale };
  };
  const estimated = divide(15 - (printInteger(magnitude).length - printInteger(denominator).length));
  const { digits, scale } = String(estimated.digits).length < 16 ? divide(estimated.scale + 1) : estimated;
  return (numerator < 0n ? -1 : 1) * Number(`${digits}e${-scale}`);
}

/** The fraction in lowest terms; a BigInteger if the denominator is 1. */
export function makeRatio(numerator: bigint, denominator: bigint): BigInteger | Ratio {
  const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  const [over, under] = [numerator / divisor, denominator / divisor];
  return under === 1n ? new BigInteger(limitDigits(over)) : new Ratio(limitDigits(over), limitDigits(under));
}

interface Operation {
  integers(x: bigint, y: bigint): bigint;
  ratios(x: Ratio, y: Ratio): NumberValue;
  decimals(x: BigDecimal, y: BigDecimal): BigDecimal;
  doubles(x: number, y: number): number;
}

const addition: Operation = {
  integers: (x, y) => x + y,
  ratios: (x, y) =>
    makeRatio(x.numerator * y.denominator + y.numerator * x.denominator, x.denominator * y.denominator),
  decimals: addDecimals,
  doubles: (x, y) => x + y,
};

const subtraction: Operation = {
  integers: (x, y) => x - y,
  ratios: (x, y) =>
    makeRatio(x.numerator * y.denominator - y.numerator * x.denominator, x.denominator * y.denominator),
  decimals: subtractDecimals,
  doubles: (x, y) => x - y,
};

const multiplication: Operation = {
  integers: (x, y) => x * y,
  ratios: (x, y) => makeRatio(x.numerator * y.numerator, x.denominator * y.denominator),
  decimals: multiplyDecimals,
  doubles: (x, y) => x * y,
};

const wholeDivision: Operation = {
  integers: (x, y) => x / y,
  ratios: (x, y) =>
    new BigInteger(limitDigits((x.numerator * y.denominator) / (x.denominator * y.numerator))),
  decimals: divideToWhole,
  doubles(x, y) {
    const quotient = x / y;
    if (!Number.isFinite(quotient)) throw new ClojureError("arithmetic", "The quotient is not finite.");
    // In Java, the quotient passes through a long, which has no negative zero.
    return Math.trunc(quotient) + 0;
  },
};

function calculate(operation: Operation, x: NumberValue, y: NumberValue): NumberValue {
  switch (Math.max(rankOf(x), rankOf(y))) {
    case rank.long:
      return asLong(operation.integers(x as bigint, y as bigint));
    case rank.bigInteger: {
      const [left, right] = [integerOf(x), integerOf(y)];
      step((countHexDigits(left) + countHexDigits(right)) / 32);
      return new BigInteger(limitDigits(operation.integers(left, right)));
    }
    case rank.ratio:
      return operation.ratios(ratioOf(x), ratioOf(y));
    case rank.decimal: {
      const [left, right] = [decimalOf(x), decimalOf(y)];
      step((countHexDigits(left.unscaled) + countHexDigits(right.unscaled)) / 32);
      return operation.decimals(left, right);
    }
    default:
      return operation.doubles(doubleOf(x), doubleOf(y));
  }
}

/** x + y. @throws ClojureError "arithmetic" if the sum of two longs is out of range. */
export function add(x: NumberValue, y: NumberValue): NumberValue {
  return calculate(addition, x, y);
}

export function subtract(x: NumberValue, y: NumberValue): NumberValue {
  return calculate(subtraction, x, y);
}

export function multiply(x: NumberValue, y: NumberValue): NumberValue {
  return calculate(multiplication, x, y);
}

/** x / y: a ratio if two integers do not divide evenly. @throws ClojureError "arithmetic" for a division by zero, even by 0.0. */
export function divide(x: NumberValue, y: NumberValue): NumberValue {
  for (const operand of [x, y]) if (Number.isNaN(operand)) return operand;
  rejectZero(y);
  const kind = Math.max(rankOf(x), rankOf(y));
  if (kind === rank.double) return doubleOf(x) / doubleOf(y);
  if (kind === rank.decimal) return divideDecimals(decimalOf(x), decimalOf(y));
  const [left, right] = [ratioOf(x), ratioOf(y)];
  const quotient = makeRatio(left.numerator * right.denominator, left.denominator * right.numerator);
  return kind === rank.long && quotient instanceof BigInteger ? asLong(quotient.value) : quotient;
}

/** The quotient without its fraction: (quot -7 2) is -3. */
export function quotient(x: NumberValue, y: NumberValue): NumberValue {
  rejectZero(y);
  return calculate(wholeDivision, x, y);
}

/** The remainder of a division, with the sign of the dividend: (rem -7 2) is -1. */
export function remainder(x: NumberValue, y: NumberValue): NumberValue {
  return subtract(x, multiply(quotient(x, y), y));
}

/** The remainder of a division, with the sign of the divisor: (mod -7 2) is 1. */
export function modulo(x: NumberValue, y: NumberValue): NumberValue {
  const result = remainder(x, y);
  return signOf(result) === 0 || signOf(x) > 0 === signOf(y) > 0 ? result : add(result, y);
}

function rejectZero(divisor: NumberValue): void {
  if (signOf(divisor) === 0) throw new ClojureError("arithmetic", "Cannot divide by zero.");
}

/** -1, 0 or 1; NaN for NaN. */
export function signOf(value: NumberValue): number {
  return compareNumbers(value, 0n);
}

/** The order of two numbers of any kinds: -1, 0 or 1, and NaN if one of them is NaN. 1, 1.0 and 1M compare as equal. */
export function compareNumbers(x: NumberValue, y: NumberValue): number {
  if (typeof x === "bigint" && typeof y === "bigint") return x < y ? -1 : x > y ? 1 : 0;
  switch (Math.max(rankOf(x), rankOf(y))) {
    case rank.double: {
      const [left, right] = [doubleOf(x), doubleOf(y)];
      return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
    }
    case rank.decimal:
      return compareDecimals(decimalOf(x), decimalOf(y));
    default: {
      const [left, right] = [ratioOf(x), ratioOf(y)];
      const difference = left.numerator * right.denominator - right.numerator * left.denominator;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    }
  }
}

/** The number without its fraction. @throws ClojureError "arithmetic" for an infinite number or NaN. */
export function truncate(value: NumberValue): bigint {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ClojureError("arithmetic", `${value} is not a finite number.`);
    return BigInt(Math.trunc(value));
  }
  if (value instanceof Ratio) return value.numerator / value.denominator;
  if (!(value instanceof BigDecimal)) return integerOf(value);
  const { unscaled, scale } = value;
  return scale >= 0 ? unscaled / powerOfTen(scale) : limitDigits(unscaled * powerOfTen(-scale));
}

/** A decimal with the exact value of an integer or a ratio. */
export function exactDecimal(value: Exclude<NumberValue, number>): BigDecimal {
  const { unscaled, scale } = decimalOf(value);
  return makeDecimal(unscaled, scale);
}
