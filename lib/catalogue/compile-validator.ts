import {
  Ajv2020,
  type FuncKeywordDefinition,
  type KeywordErrorDefinition,
  str,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { spend } from "../evaluation/steps";
import { type ExactNumber, makeComparator, makeMultipleCheck, toCanonicalForm } from "./exact-numbers";
import type { Pattern } from "./pattern";
import { addCosts, type Cost, costKeyword, exactKeywords } from "./schema-cost";
import { findExactValue } from "./schema-instance";

/** Thrown inside a validator when no steps are left. */
export class OutOfSteps extends Error {}

/**
 * Compiles a schema to a validator that counts its steps, throws OutOfSteps when none are left, and compares numbers as decimals.
 * `compilePattern` compiles the patterns. Each schema has its own Ajv, because several schemas may use the same $id or $anchor.
 */
export function compileValidator(
  schema: object,
  compilePattern: (pattern: string) => Pattern,
): ValidateFunction {
  const regExp = Object.assign((pattern: string) => compilePattern(pattern), { code: "compilePattern" });
  const options = {
    strict: false,
    allErrors: true,
    meta: false,
    validateSchema: false,
    logger: false,
    // Properties inherited from Object.prototype, such as constructor, do not count as fields of the event.
    ownProperties: true,
  } as const;
  // Without inlining, a definition that is referenced often is compiled once.
  const ajv = new Ajv2020({ ...options, inlineRefs: false, code: { regExp } });
  addFormats.default(ajv);
  for (const keyword of exactKeywords) ajv.removeKeyword(keyword);
  for (const definition of keywords) ajv.addKeyword(definition);
  return ajv.compile(addCosts(schema) as object);
}

type MakeLimitCheck = (limit: string) => (value: ExactNumber) => boolean;

function defineNumberKeyword(
  keyword: string,
  error: KeywordErrorDefinition["message"],
  makeCheck: MakeLimitCheck,
): FuncKeywordDefinition {
  return {
    keyword,
    type: "number",
    schemaType: "string",
    errors: false,
    error: { message: error },
    compile: (limit: string) => {
      const holds = makeCheck(limit);
      return (value: number, context) => holds(context ? findExactValue(value, context) : value);
    },
  };
}

const limitKeywords: [keyword: string, sign: string, holds: (difference: number) => boolean][] = [
  ["minimum", ">=", (difference) => difference >= 0],
  ["maximum", "<=", (difference) => difference <= 0],
  ["exclusiveMinimum", ">", (difference) => difference > 0],
  ["exclusiveMaximum", "<", (difference) => difference < 0],
];

const keywords: FuncKeywordDefinition[] = [
  {
    keyword: costKeyword,
    before: "$ref",
    schemaType: "object",
    errors: false,
    validate: (cost: Cost, data: unknown) => {
      if (!spend(countSteps(cost, data))) throw new OutOfSteps();
      return true;
    },
  },
  ...limitKeywords.map(([keyword, sign, holds]) =>
    defineNumberKeyword(
      keyword,
      ({ schemaCode }) => str`must be ${sign} ${schemaCode}`,
      (limit) => {
        const difference = makeComparator(limit);
        return (value) => holds(difference(value));
      },
    ),
  ),
  defineNumberKeyword(
    "multipleOf",
    ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
    makeMultipleCheck,
  ),
  defineAllowedValuesKeyword("enum", "must be equal to one of the allowed values"),
  defineAllowedValuesKeyword("const", "must be equal to constant"),
  {
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    errors: false,
    error: { message: "must NOT have duplicate items" },
    compile: (unique: boolean) => (items: unknown[], context) => {
      if (!unique) return true;
      const exact = (context ? findExactValue(items, context) : items) as unknown[];
      return new Set(exact.map(toCanonicalForm)).size === exact.length;
    },
  },
];

function defineAllowedValuesKeyword(keyword: string, message: string): FuncKeywordDefinition {
  return {
    keyword,
    schemaType: "array",
    errors: false,
    error: { message },
    compile: (allowed: string[]) => {
      const allowedForms = new Set(allowed);
      return (value: unknown, context) =>
        allowedForms.has(toCanonicalForm(context ? findExactValue(value, context) : value));
    },
  };
}

function countSteps({ base, perField, perCharacter, perPair }: Cost, data: unknown): number {
  if (typeof data === "string") return base + data.length * (perCharacter + data.length * perPair);
  if (perField === 0 || data === null || typeof data !== "object" || Array.isArray(data)) return base;
  return base + perField * Object.keys(data).length;
}
