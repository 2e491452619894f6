import { Decimal } from "decimal.js";
import { spend } from "../../evaluation/steps";
import type { JsonNumber } from "../../json/json-number";

/** The cost of a number in steps of the budget, in addition to the cost of its characters. */
const stepsPerNumber = 0.25;

/** Lists the fields of an object that Gson writes: all but those that are null. */
export function listWrittenFields(object: object): [name: string, value: unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined && value !== null);
}

/**
 * Formats a number as Java prints the double that Gson reads. Unlike Fineract, it keeps the digits of a number that a double would change,
 * such as a long account number.
 */
export function formatGsonNumber(value: number | JsonNumber): string {
  spend(stepsPerNumber);
  if (typeof value === "number") return toDoubleString(value);
  return fitsDouble(value) ? toDoubleString(Number(value.text)) : value.text;
}

/** Whether a double has exactly this value. An exponent that Decimal cannot hold would be infinite or zero in both. */
function fitsDouble({ text }: JsonNumber): boolean {
  const number = Number(text);
  if (!Number.isFinite(number)) return false;
  return number === 0 ? /^-?[0.]+(e|$)/i.test(text) : new Decimal(text).eq(number);
}

/** Formats a number like Java's Double.toString: plain from 0.001 up to ten million, else with an exponent; always with a fraction. */
export function toDoubleString(value: number): string {
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 1e-3 && size < 1e7);
  const [digits = "", exponent] = plain
    ? [Object.is(value, -0) ? "-0" : String(value)]
    : value.toExponential().split("e");
  const fraction = digits.includes(".") ? digits : `${digits}.0`;
  return exponent === undefined ? fraction : `${fraction}E${Number(exponent)}`;
}
