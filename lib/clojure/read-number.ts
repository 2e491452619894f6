import { makeDecimal } from "./big-decimal";
import { ClojureError } from "./errors";
import { isLong, limitDigits, maxDigits } from "./integers";
import { makeRatio } from "./numbers";
import { BigInteger, type NumberValue } from "./values";

const integerPattern =
  /^([+-]?)(?:(0)|([1-9]\d*)|0[xX]([0-9a-fA-F]+)|0([0-7]+)|(\d\d?)[rR]([0-9a-zA-Z]+))(N?)$/;
const ratioPattern = /^([+-]?\d+)\/(\d+)$/;
const decimalPattern = /^([+-]?\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?(M?)$/;

/** Whether a token is meant as a number: it starts with a digit, perhaps after a sign. */
export function isNumberToken(token: string): boolean {
  return /^[+-]?\d/.test(token);
}

/**
 * Reads a number as Clojure writes it: 5, 5N, 0x1F, 017, 2r1010, 1/3, 1.5, 1e3 or 1.50M. An integer beyond the range of a long is a
 * BigInteger.
 *
 * @throws ClojureError "syntax" if the token is not a number
 */
export function readNumber(token: string): NumberValue {
  if (token.length > maxDigits) throw new ClojureError("limit", "The number has too many digits.");
  const number = readInteger(token) ?? readRatio(token) ?? readDecimal(token);
  if (number !== null) return number;
  throw new ClojureError("syntax", `${token.slice(0, 40)} is not a valid number.`);
}

function readInteger(token: string): NumberValue | null {
  const match = integerPattern.exec(token);
  if (!match) return null;
  const [, sign, zero, decimal, hex, octal, radix, digits = "", suffix] = match;
  const magnitude =
    radix === undefined
      ? BigInt(zero ?? decimal ?? (hex === undefined ? `0o${octal}` : `0x${hex}`))
      : readDigits(digits, Number(radix));
  if (magnitude === null) return null;
  const value = sign === "-" ? -magnitude : magnitude;
  return suffix || !isLong(value) ? new BigInteger(limitDigits(value)) : value;
}

/** Returns null if a digit is not valid in the radix. */
function readDigits(digits: string, radix: number): bigint | null {
  let value = 0n;
  for (const digit of digits) {
    const number = Number.parseInt(digit, 36);
    if (number >= radix) return null;
    value = value * BigInt(radix) + BigInt(number);
  }
  return value;
}

function readRatio(token: string): NumberValue | null {
  const match = ratioPattern.exec(token);
  if (!match) return null;
  const [, numerator = "", denominator = ""] = match;
  if (BigInt(denominator) === 0n) throw new ClojureError("arithmetic", "Cannot divide by zero.");
  const ratio = makeRatio(BigInt(numerator), BigInt(denominator));
  return ratio instanceof BigInteger && isLong(ratio.value) ? ratio.value : ratio;
}

function readDecimal(token: string): NumberValue | null {
  const match = decimalPattern.exec(token);
  if (!match) return null;
  const [, whole = "", fraction = "", exponent = "0", suffix] = match;
  if (!suffix) return /^[+-]?0\d/.test(token) && !/[.eE]/.test(token) ? null : Number(token);
  return makeDecimal(BigInt(whole + fraction), fraction.length - Number(exponent));
}
