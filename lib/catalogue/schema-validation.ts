import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { runWithin } from "../evaluation/steps";
import { writeJson } from "../json/write-json";
import { compileValidator } from "./compile-validator";
import { compileLinearPattern } from "./pattern";
import { toInstance } from "./schema-instance";

/** Validates schemas against the meta-schema of draft 2020-12; it compiles none of them. */
const schemaValidator = new Ajv2020({ strict: false, allErrors: true, logger: false });

/** The maximum size of a schema, in bytes of JSON. */
const maxSchemaBytes = 64 * 1024;
const maxPatternLength = 500;
const maxMessages = 10;
/** Maximum number of steps for validating one event's data. 256 KiB of data need far fewer, even if the schema describes every value. */
export const maxSteps = 1_000_000;

export interface CompiledSchema {
  validate: ValidateFunction;
  /**
   * Patterns that RE2 does not support, or that are too long. `findSchemaError` rejects them, so only schemas
   * that an earlier version of Hookledger saved contain any.
   */
  unsupportedPatterns: ReadonlySet<string>;
  /** Whether unsupported patterns are assumed to match, and which of them were evaluated. */
  state: { assumesMatch: boolean; evaluatedPatterns: Set<string> };
}

export interface ValidationResult {
  /** At most ten messages, such as "data.amount must be number". Empty when the data is valid. */
  errors: string[];
  /** Messages about patterns that were not applied. They are no reason to reject the data. */
  patternMessages: string[];
}

/** Returns a sentence that says why `schema` is not a valid schema for an event type's data; undefined when it is valid. */
export function findSchemaError(schema: unknown): string | undefined {
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) {
    return "The schema must be a JSON object (JSON Schema, draft 2020-12).";
  }
  if (Buffer.byteLength(writeJson(schema)) > maxSchemaBytes) return "The schema must not exceed 64 KiB.";
  try {
    if (!schemaValidator.validateSchema(toInstance(schema) as object)) {
      return `The schema is invalid: ${schemaValidator.errorsText(schemaValidator.errors, { dataVar: "schema" })}.`;
    }
    const { unsupportedPatterns } = compileSchema(schema);
    const [pattern] = unsupportedPatterns;
    if (pattern === undefined) return undefined;
    return `The pattern ${pattern.slice(0, 60)} is ${describePatternFault(pattern)}.`;
  } catch (error) {
    return `The schema is invalid: ${(error as Error).message}.`;
  }
}

/** Says what is wrong with a pattern: it is too long, invalid, or not supported by RE2, which matches in linear time. */
function describePatternFault(pattern: string): string {
  if (pattern.length > maxPatternLength)
    return `not supported: it is longer than ${maxPatternLength} characters`;
  const invalid = catchErrorMessage(() => new RegExp(pattern, "u"));
  // V8's message repeats the whole pattern before the reason.
  if (invalid !== null) return `invalid: ${invalid.slice(invalid.lastIndexOf(": ") + 2)}`;
  const unsupported = catchErrorMessage(() => compileLinearPattern(pattern)) ?? "";
  return `not supported: ${unsupported.slice(0, 200)}. Use a pattern without lookahead, lookbehind or back-references, and with at most 1,000 repetitions`;
}

function catchErrorMessage(compile: () => unknown): string | null {
  try {
    compile();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Compiles a schema that `findSchemaError` accepts, or accepted when the schema was saved. */
export function compileSchema(schema: object): CompiledSchema {
  const unsupportedPatterns = new Set<string>();
  const state = { assumesMatch: true, evaluatedPatterns: new Set<string>() };
  const validate = compileValidator(schema, (pattern) => {
    try {
      if (pattern.length > maxPatternLength) throw new RangeError("too long");
      return compileLinearPattern(pattern);
    } catch {
      unsupportedPatterns.add(pattern);
      return {
        test: () => {
          state.evaluatedPatterns.add(pattern);
          return state.assumesMatch;
        },
        toString: () => pattern,
      };
    }
  });
  return { validate, unsupportedPatterns, state };
}

/**
 * Validates data, with numbers compared by their digits: 19.99 is a multiple of 0.01. An unsupported pattern causes no
 * error: only errors that occur whether it matches or not are reported.
 * @param steps the maximum number of steps, if it is lower than `maxSteps`.
 */
export function validateData(
  { validate, state }: CompiledSchema,
  data: unknown,
  steps = maxSteps,
): ValidationResult {
  const instance = toInstance(data);
  const collectErrors = (assumesMatch: boolean) => {
    state.assumesMatch = assumesMatch;
    return validate(instance) ? [] : (validate.errors ?? []).slice(0, 1_000).map(formatError);
  };
  state.evaluatedPatterns.clear();
  try {
    const validated = runWithin({ stepsLeft: steps }, () => {
      const errors = collectErrors(true);
      if (errors.length === 0 || state.evaluatedPatterns.size === 0) return errors;
      const errorsWithoutMatch = new Set(collectErrors(false));
      return errors.filter((error) => errorsWithoutMatch.has(error));
    });
    if (!validated) return tooLargeResult(steps);
    const patternMessages = [...state.evaluatedPatterns].map(formatUnsupported);
    return { errors: validated.value.slice(0, maxMessages), patternMessages };
  } catch (error) {
    // The schema refers to itself without end, or the data is nested too deeply for the stack.
    if (error instanceof RangeError) return tooLargeResult(steps);
    throw error;
  }
}

function tooLargeResult(steps: number): ValidationResult {
  const message = `data is too large for this schema: validation stopped after ${steps.toLocaleString("en")} steps`;
  return { errors: [message], patternMessages: [] };
}

const formatUnsupported = (pattern: string) =>
  `the schema's pattern ${pattern.slice(0, 60)} is not supported and was not applied. Add a version of the event type with a pattern that has no lookahead, lookbehind or back-references`;

function formatError({ instancePath, message, params }: ErrorObject): string {
  const path = `data${instancePath.replaceAll("/", ".")}`;
  const unexpectedField = "additionalProperty" in params ? `: ${params.additionalProperty}` : "";
  return `${path} ${message ?? "is invalid"}${unexpectedField}`;
}
