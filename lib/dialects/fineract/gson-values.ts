import { Decimal } from "decimal.js";
import type { JsonNumber } from "../../json/json-number";

/** Lists the fields of an object that Gson writes: all but those that are null. */
export function listWrittenFields(object: object): [name: string, value: unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined && value !== null);
}

/**
 * Formats a number as Java prints the double that Gson reads. Unlike Fineract, it keeps the digits of a number that a double would change,
 * such as a long account number.
 */
export function formatGsonNumber(value: number | JsonNumber): string {
  if (typeof value === "number") return toDoubleString(value);
  return fitsDouble(value) ? toDoubleString(Number(value.text)) : value.text;
}

function fitsDouble({ text }: JsonNumber): boolean {
  return new Decimal(text).eq(Number(text));
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
