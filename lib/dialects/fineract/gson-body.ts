import { JsonNumber } from "../../json/json-number";
import { writeJson } from "../../json/write-json";
import { escapeCodeUnit } from "../json-body";
import { formatGsonNumber, listWrittenFields } from "./gson-values";

/** The characters that Gson escapes in names and texts, besides those that JSON requires; JSON has none of them outside of strings. */
const escapedPattern = /[<>&='\u2028\u2029]/g;

/**
 * Writes a body as a running Fineract does (SynchronousCommandProcessingService and WebHookProcessor, commit 4198b0b). In `request`, every
 * number is written as a double (`1` becomes `1.0`): Fineract's Gson reads the command into a map, where every number is a double. All
 * other numbers keep their digits (`1`, `1000.000000`): Fineract has them as integers and decimals. Fields that are null are omitted, at
 * any depth; a null in a list is kept.
 */
export function writeGsonJson(body: Record<string, unknown>): string {
  const fields = listWrittenFields(body).map(([name, value]) => [name, convert(value, name === "request")]);
  return writeJson(Object.fromEntries(fields)).replace(escapedPattern, escapeCodeUnit);
}

function convert(value: unknown, hasDoubles: boolean): unknown {
  if (typeof value === "number" || value instanceof JsonNumber)
    return hasDoubles ? new JsonNumber(formatGsonNumber(value)) : value;
  if (Array.isArray(value)) return value.map((item) => convert(item, hasDoubles));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    listWrittenFields(value).map(([name, inner]) => [name, convert(inner, hasDoubles)]),
  );
}
