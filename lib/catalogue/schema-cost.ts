import { JsonNumber } from "../json/json-number";
import { toCanonicalForm } from "./exact-numbers";

/** The steps for validating a value against one subschema. Nested subschemas are not included: each has its own cost. */
export interface Cost {
  base: number;
  /** Steps for each field of an object, spent by keywords that inspect field names. */
  perField: number;
  /** Steps for each character of a string. */
  perCharacter: number;
  /** Steps for each pair of characters of a string, for checks that take quadratic time. */
  perPair: number;
}

/** The keyword added to each subschema, with its cost. */
export const costKeyword = "hookledger:cost";

const numberKeywords = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
/** Keywords that depend on the digits of numbers. */
export const exactKeywords = [...numberKeywords, "enum", "const", "uniqueItems"];

/** Keywords that are removed before compilation: they do not affect validation, and their values are not schemas. */
const annotationKeywords = new Set(["$schema", "$comment", "title", "description", "default", "examples"]);
const schemaMapKeywords = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);
const fieldKeywords = ["additionalProperties", "propertyNames", "unevaluatedProperties"];
/** Formats whose regular expressions can take time quadratic in the length of the string. */
const slowFormats = new Set<unknown>(["url"]);

/** Returns the schema with the cost of each subschema, and with the exact text of each number that a keyword compares with. */
export function addCosts(schema: unknown): unknown {
  if (schema instanceof JsonNumber) return Number(schema.text);
  if (Array.isArray(schema)) return schema.map(addCosts);
  if (schema === null || typeof schema !== "object") return schema;
  const fields = Object.entries(schema)
    .filter(([keyword]) => !annotationKeywords.has(keyword))
    .map(([keyword, value]) => [keyword, convertKeyword(keyword, value)]);
  const converted = Object.fromEntries(fields);
  return fields.length === 0
    ? converted
    : { ...converted, [costKeyword]: estimateCost(schema as Record<string, unknown>) };
}

function convertKeyword(keyword: string, value: unknown): unknown {
  if (numberKeywords.has(keyword)) return String(value);
  if (keyword === "const") return [toCanonicalForm(value)];
  if (keyword === "enum" && Array.isArray(value)) return value.map(toCanonicalForm);
  if (schemaMapKeywords.has(keyword) && value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, addCosts(inner)]));
  }
  return keyword === "dependentRequired" || keyword === "required" ? value : addCosts(value);
}

function estimateCost(schema: Record<string, unknown>): Cost {
  const base = Object.values(schema).reduce<number>((sum, value) => sum + 1 + countEntries(value), 0);
  const fieldKeywordCount = fieldKeywords.filter((name) => name in schema).length;
  return {
    base: base - ("enum" in schema ? countEntries(schema.enum) : 0),
    perField:
      countEntries(schema.patternProperties) +
      fieldKeywordCount +
      ("maxProperties" in schema || "minProperties" in schema ? 1 : 0),
    perCharacter:
      ("format" in schema ? 1 / 8 : 0) + ("minLength" in schema || "maxLength" in schema ? 1 / 64 : 0),
    perPair: slowFormats.has(schema.format) ? 1 / 64 : 0,
  };
}

/** Returns how many names or subschemas of a keyword are evaluated for every value. */
function countEntries(value: unknown): number {
  return value !== null && typeof value === "object" ? Object.keys(value).length : 0;
}
