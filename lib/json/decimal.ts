import { Decimal as Base } from "decimal.js";
import type { JsonNumber } from "./json-number";

/** The maximum number of digits of an operand and of a result. This limits the cost of a calculation. */
const maxDigits = 40;
const maxExponent = 1_000;
/** The maximum number of characters of a number: parsing a number of 250,000 digits takes milliseconds. */
const maxLength = 1_000;

/** Decimals for money: 0.1 + 0.2 is 0.3. A clone of decimal.js, so that other code's settings do not change it. */
export const Decimal = Base.clone({ defaults: true, precision: maxDigits });
export type Decimal = Base;

/** The error of a calculation that has no result. The message says why, and is shown to the author of the condition or template. */
export class CannotCalculate extends Error {}

/**
 * Converts a number to a decimal with all of its digits. A JavaScript number has the digits that it prints: 0.1 is 0.1.
 * @throws CannotCalculate if the number has more than 1,000 characters.
 */
export function makeDecimal(value: number | bigint | string | JsonNumber): Decimal {
  if (typeof value === "number") return new Decimal(value);
  const text = String(value);
  if (text.length > maxLength)
    throw new CannotCalculate(`A number has more than ${maxLength.toLocaleString("en")} digits`);
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

/** Calculates with two decimals. @throws CannotCalculate for a division by zero, and for operands that are too long or not finite. */
export function calculate(left: Decimal, operation: Operation, right: Decimal): Decimal {
  for (const operand of [left, right]) {
    if (!operand.isFinite() || operand.precision() > maxDigits || Math.abs(operand.e) > maxExponent) {
      throw new CannotCalculate(`Calculations support numbers of at most ${maxDigits} digits`);
    }
  }
  if (right.isZero() && (operation === "/" || operation === "%"))
    throw new CannotCalculate("Cannot divide by zero");
  return operations[operation](left, right);
}
