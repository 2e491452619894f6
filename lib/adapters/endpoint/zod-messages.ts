import { z } from "zod";
import { JsonNumber } from "../../json/json-number";

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  nonoptional: "a value",
};

/**
 * What is wrong with a field and what to send instead, where its schema does not say so itself: Zod's own words are for
 * those who wrote the schema. Undefined for what it says well enough.
 */
export const zodMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type": {
      const send = `Send ${kinds[issue.expected] ?? issue.expected}`;
      return issue.input === undefined ? `It is missing. ${send}.` : `${send}, not ${kindOf(issue.input)}.`;
    }
    case "unrecognized_keys": {
      const named = issue.keys.map((key) => JSON.stringify(key)).join(", ");
      const fields = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(", ") : "";
      return `There is no field ${named} here.${fields === "" ? "" : ` The fields are: ${fields}.`}`;
    }
    case "too_big":
      if (issue.origin === "string") return `It has at most ${issue.maximum} characters. Shorten it.`;
      return issue.origin === "number" ? `Send at most ${issue.maximum}.` : undefined;
    case "invalid_format":
      return issue.format === "guid" || issue.format === "uuid"
        ? "Send a GUID, such as 7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901."
        : undefined;
    default:
      return undefined;
  }
};

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof JsonNumber) return "a number";
  return kinds[typeof value] ?? "what came";
}
