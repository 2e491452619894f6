import { ClojureError } from "./errors";
import { step } from "./evaluation";

/** The maximum number of digits of a big integer or a decimal, and of the zeros that an exponent adds. It limits the cost of a calculation. */
export const maxDigits = 1_000;
const maxMagnitude = 10n ** BigInt(maxDigits);

/** Returns the integer. @throws ClojureError "limit" if it has more than 1,000 digits. */
export function limitDigits(value: bigint): bigint {
  if (value < maxMagnitude && value > -maxMagnitude) return value;
  throw new ClojureError("limit", `A number can have at most ${maxDigits.toLocaleString("en")} digits.`);
}

const long = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** Whether an integer is in the range of a long, which has 64 bits. */
export function isLong(value: bigint): boolean {
  return value >= long.min && value <= long.max;
}

/** Returns the integer. @throws ClojureError "arithmetic" if it is out of the range of a long: as in the JVM, it does not wrap around. */
export function asLong(value: bigint): bigint {
  if (isLong(value)) return value;
  throw new ClojureError("arithmetic", "The result is out of the range of 64-bit integers.");
}

/** The size of an integer in hexadecimal digits, at least 16. It determines the cost of calculating with the integer. */
export function countHexDigits(value: bigint): number {
  return isLong(value) ? 16 : value.toString(16).length;
}

/** Writes an integer in decimal digits, and spends the steps for that. */
export function printInteger(value: bigint): string {
  if (!isLong(value)) step(countHexDigits(value) / 8);
  return String(value);
}

/** 10 to the power of `exponent`, which is 0 or more. */
export function powerOfTen(exponent: number): bigint {
  if (exponent > 2 * maxDigits) throw new ClojureError("limit", "The exponent of a number is too large.");
  step(exponent / 4);
  return 10n ** BigInt(exponent);
}

/** The greatest common divisor of two integers, of which at least one is not 0. */
export function greatestCommonDivisor(x: bigint, y: bigint): bigint {
  const size = countHexDigits(x) + countHexDigits(y);
  // Euclid's algorithm takes quadratic time.
  step(size / 32 + size ** 2 / 128);
  let [a, b] = [x < 0n ? -x : x, y < 0n ? -y : y];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
