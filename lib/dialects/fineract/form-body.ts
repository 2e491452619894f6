import { JsonNumber } from "../../json/json-number";
import { formatGsonNumber, listWrittenFields } from "./gson-values";

export type FormStyle = "fineract" | "dotted";

/**
 * Encodes a body as application/x-www-form-urlencoded, with the same escapes as OkHttp's FormBody, which Fineract uses: a space is `%20`,
 * not `+`. Fields that are null are omitted; in the style "fineract", a null in a list is kept.
 * @param style "fineract": the form that Fineract's WebHookProcessor sends. It reads its JSON (gson-body.ts) into a Java map and sends the
 *   toString() of each value: a nested object as `{firstname=Alice, lastname=Martinez}`, and every number as a double, so 12 as `12.0`.
 *   Unlike Fineract, we keep the digits of a number that a double would change. "dotted": one field for each leaf, such as
 *   `request.firstname=Alice` and `createdBy=12`.
 */
export function encodeForm(body: Record<string, unknown>, style: FormStyle): string {
  const given = listWrittenFields(body);
  const fields =
    style === "dotted"
      ? given.flatMap(([name, value]) => flattenField(name, value))
      : given.map(([name, value]): Field => [name, toJavaString(value)]);
  // URLSearchParams escapes the same characters as OkHttp, but writes a space as "+"; a plus sign in a value is already %2B.
  return new URLSearchParams(fields).toString().replaceAll("+", "%20");
}

type Field = [name: string, value: string];

function flattenField(name: string, value: unknown): Field[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object" || value instanceof JsonNumber) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flattenField(`${name}.${key}`, inner));
}

/** Formats a value like Java's toString() of what Gson reads: maps, lists and doubles. */
function toJavaString(value: unknown): string {
  if (typeof value === "number" || value instanceof JsonNumber) return formatGsonNumber(value);
  if (Array.isArray(value)) return `[${value.map(toJavaString).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = listWrittenFields(value).map(([key, inner]) => `${key}=${toJavaString(inner)}`);
  return `{${entries.join(", ")}}`;
}
