import { Decimal } from "decimal.js";
import { spend } from "../evaluation/steps";
import { JsonNumber } from "../json/json-number";

/** A number with its digits as sent: a JsonNumber where JavaScript would change them. */
export type ExactNumber = number | JsonNumber;

/** Converts a value. Spends steps in proportion to its number of digits, because a number can be as long as an event. */
function toDecimal(value: ExactNumber): Decimal {
  const text = String(value);
  spend(text.length / 16);
  return new Decimal(text);
}

/** Returns a function that compares a value with `limit` (a number as text): negative, 0 or positive. */
export function makeComparator(limit: string): (value: ExactNumber) => number {
  const exact = new Decimal(limit);
  // JavaScript compares two numbers correctly when it would write both unchanged.
  const plainLimit = String(Number(limit)) === limit ? Number(limit) : null;
  return (value) => {
    if (typeof value === "number" && plainLimit !== null) return value - plainLimit;
    return toDecimal(value).comparedTo(exact);
  };
}

/** Returns a function that says whether a value is an exact multiple of `divisor`: 19.99 is a multiple of 0.01. */
export function makeMultipleCheck(divisor: string): (value: ExactNumber) => boolean {
  const exact = new Decimal(divisor);
  const integerDivisor =
    Number.isSafeInteger(Number(divisor)) && String(Number(divisor)) === divisor ? Number(divisor) : null;
  return (value) => {
    if (typeof value === "number" && integerDivisor !== null && Number.isSafeInteger(value))
      return value % integerDivisor === 0;
    const dividend = toDecimal(value);
    if (!dividend.isFinite()) return false;
    // The quotient is computed in full: for 1e999999 it has a million digits.
    const digits = Math.abs(dividend.e - exact.e) + dividend.precision();
    if (!spend(digits * (1 + exact.precision() / 64))) return false;
    return dividend.mod(exact).isZero();
  };
}

/** Returns the same text for equal values: for 1, 1.0 and 1e0, and for objects with the same fields in a different order. */
export function toCanonicalForm(value: unknown): string {
  spend(1 + (typeof value === "string" ? value.length / 64 : 0));
  if (value instanceof JsonNumber) return toDecimal(value).toString();
  if (Array.isArray(value)) return `[${value.map(toCanonicalForm).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${toCanonicalForm(inner)}`).join()}}`;
}
