import { Decimal } from "decimal.js";
import { spend } from "../evaluation/steps";
import { JsonNumber } from "../json/json-number";

/** A number as it came: where JavaScript would change its digits, a JsonNumber. */
export type ExactNumber = number | JsonNumber;

/** Its digits are paid for: a number may have as many as an event has bytes. */
function decimalOf(value: ExactNumber): Decimal {
  const text = String(value);
  spend(text.length / 16);
  return new Decimal(text);
}

/** Negative, zero or positive, as Array.sort wants it. `limit` is a number's text. */
export function compareTo(limit: string): (value: ExactNumber) => number {
  const exact = new Decimal(limit);
  // Of two numbers that JavaScript writes as they came, it compares the digits.
  const plain = String(Number(limit)) === limit ? Number(limit) : null;
  return (value) => {
    if (typeof value === "number" && plain !== null) return value - plain;
    return decimalOf(value).comparedTo(exact);
  };
}

/** Whether a number is a multiple in decimal: 19.99 is one of 0.01. `divisor` is a number's text. */
export function isMultipleOf(divisor: string): (value: ExactNumber) => boolean {
  const exact = new Decimal(divisor);
  const whole =
    Number.isSafeInteger(Number(divisor)) && String(Number(divisor)) === divisor ? Number(divisor) : null;
  return (value) => {
    if (typeof value === "number" && whole !== null && Number.isSafeInteger(value))
      return value % whole === 0;
    const dividend = decimalOf(value);
    if (!dividend.isFinite()) return false;
    // The quotient is written out: of 1e999999 it has a million digits.
    const digits = Math.abs(dividend.e - exact.e) + dividend.precision();
    if (!spend(digits * (1 + exact.precision() / 64))) return false;
    return dividend.mod(exact).isZero();
  };
}

/** A value as text that is the same for equal values: 1, 1.0 and 1e0, or an object's fields in any order. */
export function canonical(value: unknown): string {
  spend(1 + (typeof value === "string" ? value.length / 64 : 0));
  if (value instanceof JsonNumber) return decimalOf(value).toString();
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}
