import { JsonNumber } from "../json/json-number";
import { canonical } from "./exact-numbers";

/** What checking a value against one subschema takes, without what is in it: that pays for itself. */
export interface Cost {
  base: number;
  /** For each field of an object that is looked at by its name. */
  perField: number;
  /** For each character of a text, and for each pair of them. */
  perCharacter: number;
  perPair: number;
}

/** Stands in each subschema, with its price. */
export const costKeyword = "hookledger:cost";

const numbers = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
/** The keywords that depend on a number's digits. */
export const exactKeywords = [...numbers, "enum", "const", "uniqueItems"];

/** Not for the validator: none of them can make data fit or not, and what they hold is no schema. */
const remarks = new Set(["$schema", "$comment", "title", "description", "default", "examples"]);
const maps = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
const namesFields = ["additionalProperties", "propertyNames", "unevaluatedProperties"];
/** Formats are JavaScript's regular expressions; of those that are known here, one may look at every pair of characters. */
const slowFormats = new Set<unknown>(["url"]);

/** A schema with the price of each subschema in it, and numbers that matter as their texts. */
export function withCosts(schema: unknown): unknown {
  if (schema instanceof JsonNumber) return Number(schema.text);
  if (Array.isArray(schema)) return schema.map(withCosts);
  if (schema === null || typeof schema !== "object") return schema;
  const fields = Object.entries(schema)
    .filter(([keyword]) => !remarks.has(keyword))
    .map(([keyword, value]) => [keyword, priced(keyword, value)]);
  const known = Object.fromEntries(fields);
  return fields.length === 0 ? known : { ...known, [costKeyword]: costOf(schema as Record<string, unknown>) };
}

function priced(keyword: string, value: unknown): unknown {
  if (numbers.has(keyword)) return String(value);
  if (keyword === "const") return [canonical(value)];
  if (keyword === "enum" && Array.isArray(value)) return value.map(canonical);
  if (maps.has(keyword) && value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withCosts(inner)]));
  }
  return keyword === "dependentRequired" || keyword === "required" ? value : withCosts(value);
}

function costOf(schema: Record<string, unknown>): Cost {
  const base = Object.values(schema).reduce<number>((sum, value) => sum + 1 + sizeOf(value), 0);
  const byName = namesFields.filter((name) => name in schema).length;
  return {
    base: base - ("enum" in schema ? sizeOf(schema.enum) : 0),
    perField:
      sizeOf(schema.patternProperties) +
      byName +
      ("maxProperties" in schema || "minProperties" in schema ? 1 : 0),
    perCharacter:
      ("format" in schema ? 1 / 8 : 0) + ("minLength" in schema || "maxLength" in schema ? 1 / 64 : 0),
    perPair: slowFormats.has(schema.format) ? 1 / 64 : 0,
  };
}

/** How many names or subschemas a keyword holds, as far as each is looked at with every value. */
function sizeOf(value: unknown): number {
  return value !== null && typeof value === "object" ? Object.keys(value).length : 0;
}
