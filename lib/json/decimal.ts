import { Decimal as Base } from "decimal.js";
import type { JsonNumber } from "./json-number";

/** What is computed keeps this many digits, and what has more is not computed with: its cost is bounded. */
const mostDigits = 40;
const mostExponent = 1_000;
/** Characters of a number's text: reading one of a quarter of a million digits takes milliseconds, each time. */
const longest = 1_000;

/** Decimals, as money needs them: 0.1 + 0.2 is 0.3. A copy of decimal.js' own, so that nobody else's settings change it. */
export const Decimal = Base.clone({ defaults: true, precision: mostDigits });
export type Decimal = Base;

/** A calculation that has no answer; the message says why, for whoever wrote it. */
export class CannotCalculate extends Error {}

/**
 * The number with all of its digits. A number of JavaScript counts as the digits that it prints: 0.1 is 0.1.
 * @throws CannotCalculate when its text is as long as no number is.
 */
export function decimalOf(value: number | bigint | string | JsonNumber): Decimal {
  if (typeof value === "number") return new Decimal(value);
  const text = String(value);
  if (text.length > longest)
    throw new CannotCalculate(`A number has more than ${longest.toLocaleString("en")} digits`);
  return new Decimal(text);
}

const operations = {
  "+": (left: Decimal, right: Decimal) => left.plus(right),
  "-": (left: Decimal, right: Decimal) => left.minus(right),
  "*": (left: Decimal, right: Decimal) => left.times(right),
  "/": (left: Decimal, right: Decimal) => left.dividedBy(right),
  "%": (left: Decimal, right: Decimal) => left.modulo(right),
};
export type Operation = keyof typeof operations;

/** @throws CannotCalculate over zero, and where a number has so many digits that nobody meant to compute with it. */
export function calculate(left: Decimal, operation: Operation, right: Decimal): Decimal {
  for (const operand of [left, right]) {
    if (!operand.isFinite() || operand.precision() > mostDigits || Math.abs(operand.e) > mostExponent) {
      throw new CannotCalculate(`A number has more than the ${mostDigits} digits that are computed with`);
    }
  }
  if (right.isZero() && (operation === "/" || operation === "%"))
    throw new CannotCalculate("Nothing can be divided by zero");
  return operations[operation](left, right);
}
