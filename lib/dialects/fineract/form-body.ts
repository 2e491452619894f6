import { Decimal } from "decimal.js";
import { JsonNumber } from "../../json/json-number";

export type FormStyle = "fineract" | "dotted";

/**
 * Encodes a body as application/x-www-form-urlencoded. Fields that are null or undefined are omitted; in the style "fineract", nulls
 * inside an object or list are kept.
 * @param style "fineract": the form that Fineract's WebHookProcessor sends. It reads the JSON into a Java map and sends the toString()
 *   of each value: a nested object as `{firstname=Alice, lastname=Martinez}`, the number 12 as `12.0`. Unlike Fineract, we keep the
 *   digits of a number that a double would change. "dotted": one field for each leaf, such as `request.firstname=Alice` and
 *   `createdBy=12`.
 */
export function encodeForm(body: Record<string, unknown>, style: FormStyle): string {
  const given = Object.entries(body).filter(([, value]) => value !== undefined && value !== null);
  const fields =
    style === "dotted"
      ? given.flatMap(([name, value]) => flattenField(name, value))
      : given.map(([name, value]): Field => [name, toJavaString(value)]);
  return new URLSearchParams(fields).toString();
}

type Field = [name: string, value: string];

function flattenField(name: string, value: unknown): Field[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object" || value instanceof JsonNumber) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flattenField(`${name}.${key}`, inner));
}

/** Formats a value like Java's toString() of what Gson reads: maps, lists and doubles. */
function toJavaString(value: unknown): string {
  if (typeof value === "number") return toDoubleString(value);
  if (value instanceof JsonNumber) return fitsDouble(value) ? toDoubleString(Number(value.text)) : value.text;
  if (Array.isArray(value)) return `[${value.map(toJavaString).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}=${toJavaString(inner)}`);
  return `{${entries.join(", ")}}`;
}

/** Whether a Java double has exactly this value. Otherwise Java would print a different number. */
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
