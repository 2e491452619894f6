import { JsonNumber } from "../../json/json-number";
import { escapeCodeUnit } from "../json-body";
import { formatGsonNumber, listWrittenFields } from "./gson-values";

/** The characters that Gson escapes in names and texts, besides those that JSON requires. */
const escapedPattern = /[<>&='\u2028\u2029]/g;

/**
 * Writes a body as a running Fineract does (SynchronousCommandProcessingService and WebHookProcessor, commit 4198b0b). In `request`, every
 * number is written as a double (`1` becomes `1.0`): Fineract's Gson reads the command into a map, where every number is a double. All
 * other numbers keep their digits (`1`, `1000.000000`): Fineract has them as integers and decimals. Fields that are null are omitted, at
 * any depth; a null in a list is kept.
 */
export function writeGsonJson(body: Record<string, unknown>): string {
  const fields = listWrittenFields(body).map(
    ([name, value]) => `${writeText(name)}:${writeValue(value, name === "request")}`,
  );
  return `{${fields.join(",")}}`;
}

function writeValue(value: unknown, hasDoubles: boolean): string {
  if (typeof value === "number" || value instanceof JsonNumber) {
    if (hasDoubles) return formatGsonNumber(value);
    return value instanceof JsonNumber ? value.text : JSON.stringify(value);
  }
  if (typeof value === "string") return writeText(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item, hasDoubles)).join(",")}]`;
  if (typeof value !== "object" || value === null) return String(value ?? null);
  const fields = listWrittenFields(value).map(
    ([name, inner]) => `${writeText(name)}:${writeValue(inner, hasDoubles)}`,
  );
  return `{${fields.join(",")}}`;
}

function writeText(text: string): string {
  return JSON.stringify(text).replace(escapedPattern, escapeCodeUnit);
}
