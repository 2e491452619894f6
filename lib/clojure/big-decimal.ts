import { ClojureError } from "./errors";
import { step } from "./evaluation";
import { limitDigits, maxDigits, powerOfTen, printInteger } from "./integers";
import { BigDecimal } from "./values";

/** @throws ClojureError "limit" if the decimal has too many digits, before or after the point. */
export function makeDecimal(unscaled: bigint, scale: number): BigDecimal {
  if (Math.abs(scale) > maxDigits) throw new ClojureError("limit", "The exponent of a number is too large.");
  return new BigDecimal(limitDigits(unscaled), scale);
}

/** Returns the unscaled values of two decimals, both with the larger of their scales. */
function align(x: BigDecimal, y: BigDecimal): { left: bigint; right: bigint; scale: number } {
  const scale = Math.max(x.scale, y.scale);
  return {
    left: x.unscaled * powerOfTen(scale - x.scale),
    right: y.unscaled * powerOfTen(scale - y.scale),
    scale,
  };
}

export function addDecimals(x: BigDecimal, y: BigDecimal): BigDecimal {
  const { left, right, scale } = align(x, y);
  return makeDecimal(left + right, scale);
}

export function subtractDecimals(x: BigDecimal, y: BigDecimal): BigDecimal {
  const { left, right, scale } = align(x, y);
  return makeDecimal(left - right, scale);
}

export function multiplyDecimals(x: BigDecimal, y: BigDecimal): BigDecimal {
  return makeDecimal(x.unscaled * y.unscaled, x.scale + y.scale);
}

/** Negative, 0 or positive. The scales do not matter: 1.0 and 1.00 are equal. */
export function compareDecimals(x: BigDecimal, y: BigDecimal): number {
  const { left, right } = align(x, y);
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Divides exactly, as in Java's BigDecimal.divide(BigDecimal): the scale is x.scale - y.scale, or larger if the quotient needs more digits.
 *
 * @throws ClojureError "arithmetic" if the quotient has infinitely many digits, such as 1M / 3M
 */
export function divideDecimals(x: BigDecimal, y: BigDecimal): BigDecimal {
  const scale = x.scale - y.scale;
  let extra = 0;
  let dividend = x.unscaled;
  // A divisor with n digits has fewer than 4n prime factors 2 and 5, each of which needs at most one more digit.
  const digitCount = printInteger(y.unscaled).length;
  const maxExtra = 4 * digitCount;
  step(maxExtra * (1 + digitCount / 16));
  while (dividend % y.unscaled !== 0n && extra < maxExtra) {
    dividend *= 10n;
    extra += 1;
  }
  if (dividend % y.unscaled === 0n) return makeDecimal(dividend / y.unscaled, scale + extra);
  throw new ClojureError(
    "arithmetic",
    "The quotient of the decimals has infinitely many digits. Use a ratio or a double.",
  );
}

/** The whole part of the quotient, with the scale of Java's BigDecimal.divideToIntegralValue. */
export function divideToWhole(x: BigDecimal, y: BigDecimal): BigDecimal {
  const { left, right } = align(x, y);
  const whole = left / right;
  const scale = x.scale - y.scale;
  if (scale >= 0) return makeDecimal(whole * powerOfTen(scale), scale);
  if (whole === 0n) return makeDecimal(0n, scale);
  let [unscaled, zeros] = [whole, 0];
  while (unscaled % 10n === 0n && zeros < -scale) {
    unscaled /= 10n;
    zeros += 1;
  }
  return makeDecimal(unscaled, -zeros);
}

/** The decimal without trailing zeros, so that equal decimals have the same digits and the same scale. */
export function stripZeros({ unscaled, scale }: BigDecimal): BigDecimal {
  if (unscaled === 0n) return new BigDecimal(0n, 0);
  const digits = printInteger(unscaled);
  let zeros = 0;
  while (digits.charAt(digits.length - 1 - zeros) === "0") zeros += 1;
  return new BigDecimal(unscaled / 10n ** BigInt(zeros), scale - zeros);
}
