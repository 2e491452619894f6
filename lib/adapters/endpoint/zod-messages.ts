import { z } from "zod";
import { JsonNumber } from "../../json/json-number";

const typeNames: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
  nonoptional: "a value",
};

/**
 * Zod's error map for the API. A message says what is wrong with a field and what to send instead. Zod does not call this if the schema
 * has its own message. Returns undefined where Zod's default message is good enough.
 */
export const zodMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type": {
      const send = `Send ${typeNames[issue.expected] ?? issue.expected}`;
      return issue.input === undefined ? `Required. ${send}.` : `${send}, not ${describeType(issue.input)}.`;
    }
    case "unrecognized_keys": {
      const unknown = issue.keys.map((key) => JSON.stringify(key)).join(", ");
      const fields = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(", ") : "";
      return `Unknown field: ${unknown}.${fields === "" ? "" : ` Supported fields: ${fields}.`}`;
    }
    case "too_big":
      if (issue.origin === "string") return `Send at most ${issue.maximum} characters.`;
      return issue.origin === "number" ? `Send ${issue.maximum} or less.` : undefined;
    case "invalid_format":
      return issue.format === "guid" || issue.format === "uuid"
        ? "Send a GUID, such as 7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901."
        : undefined;
    default:
      return undefined;
  }
};

function describeType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof JsonNumber) return "a number";
  return typeNames[typeof value] ?? "this value";
}
