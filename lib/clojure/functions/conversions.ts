import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { isLong, limitDigits } from "../integers";
import { asNumber, doubleOf, exactDecimal, makeRatio, truncate } from "../numbers";
import { decimalOfDouble } from "../print-number";
import { readNumber } from "../read-number";
import {
  BigDecimal,
  BigInteger,
  Char,
  type Fn,
  fixed,
  isTruthy,
  type NumberValue,
  type Value,
} from "../values";
import { requireString } from "./arguments";

const integerText = /^[+-]?\d{1,1000}$/;
const doubleText = /^[+-]?(?:NaN|Infinity|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?)$/;
/** What Java's Double.parseDouble ignores around a number. */
const leadingBlanks = /^[ \t-\r]+/;
/** The look-behind keeps the search linear: it only starts where a run of blanks starts. */
const trailingBlanks = /(?<![ \t-\r])[ \t-\r]+$/;
const maxDoubleLength = 1_000;

function parseLong(value: Value): Value {
  const text = requireString(value);
  if (!integerText.test(text)) return null;
  const number = BigInt(text.replace(/^\+/, ""));
  return isLong(number) ? number : null;
}

function parseDouble(value: Value): Value {
  const text = requireString(value);
  if (text.length > maxDoubleLength) return null;
  const trimmed = text.replace(leadingBlanks, "").replace(trailingBlanks, "");
  return doubleText.test(trimmed) ? Number(trimmed.replace(/[dDfF]$/, "")) : null;
}

function parseBoolean(value: Value): Value {
  const text = requireString(value);
  return text === "true" ? true : text === "false" ? false : null;
}

/** A number without its fraction, or the code of a character. @throws ClojureError "arithmetic" if it needs more bits. */
function toInteger(value: Value, bits: number): bigint {
  const whole = value instanceof Char ? BigInt(value.unit.charCodeAt(0)) : truncate(asNumber(value));
  if (BigInt.asIntN(bits, whole) === whole) return whole;
  throw new ClojureError(
    "arithmetic",
    `${describeValue(value)} is out of the range of ${bits}-bit integers.`,
  );
}

function toCharacter(value: Value): Char {
  if (value instanceof Char) return value;
  const code = Number(toInteger(value, 32));
  if (code >= 0 && code <= 0xffff) return new Char(String.fromCharCode(code));
  throw new ClojureError("arithmetic", `${describeValue(value)} is not the code of a character.`);
}

/** The decimal with the digits of a string or a double, or with exactly the value of another number. */
function toDecimal(value: Value): NumberValue {
  if (typeof value === "string") return readNumber(`${requireString(value)}M`);
  const number = asNumber(value);
  if (typeof number !== "number") return exactDecimal(number);
  if (Number.isFinite(number)) return decimalOfDouble(number);
  throw new ClojureError("arithmetic", `${describeValue(value)} is not a finite number.`);
}

function toBigInteger(value: Value): BigInteger {
  if (typeof value !== "string") return new BigInteger(limitDigits(truncate(asNumber(value))));
  if (integerText.test(requireString(value))) return new BigInteger(BigInt(value.replace(/^\+/, "")));
  throw new ClojureError("type", `${describeValue(value)} is not an integer.`);
}

/** The ratio with the digits that a double prints: 0.1 becomes 1/10. */
function rationalize(value: Value): NumberValue {
  const number = asNumber(value);
  const decimal = typeof number === "number" ? toDecimal(number) : number;
  if (!(decimal instanceof BigDecimal)) return decimal;
  const { unscaled, scale } = decimal;
  return makeRatio(unscaled * 10n ** BigInt(Math.max(0, -scale)), 10n ** BigInt(Math.max(0, scale)));
}

export const conversionFunctions: readonly Fn[] = [
  fixed("parse-long", 1, parseLong),
  fixed("parse-double", 1, parseDouble),
  fixed("parse-boolean", 1, parseBoolean),
  fixed("int", 1, (value) => toInteger(value, 32)),
  fixed("long", 1, (value) => toInteger(value, 64)),
  fixed("double", 1, (value) => doubleOf(asNumber(value))),
  fixed("num", 1, asNumber),
  fixed("bigint", 1, toBigInteger),
  fixed("bigdec", 1, toDecimal),
  fixed("rationalize", 1, rationalize),
  fixed("boolean", 1, isTruthy),
  fixed("char", 1, toCharacter),
];
