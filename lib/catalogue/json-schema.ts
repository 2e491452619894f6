import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { within } from "../evaluation/steps";
import { writeJson } from "../json/write-json";
import { compileValidator } from "./compile-validator";
import { toInstance } from "./instance";
import { linearPattern } from "./pattern";

/** Knows what a schema has to look like; it compiles none of them. */
const drafts = new Ajv2020({ strict: false, allErrors: true, logger: false });

/** In bytes of JSON. */
const maxSchemaBytes = 64 * 1024;
const maxPatternLength = 500;
const maxMessages = 10;
/** What checking one event's data may take: many times what 256 KiB take with a schema that says something of each value. */
export const maxSteps = 1_000_000;

export interface CompiledSchema {
  validate: ValidateFunction;
  /** Patterns that the engine cannot run. Such a one was saved before there was this engine. */
  unsupported: ReadonlySet<string>;
  /** What the patterns that cannot be run say of every text, and those that were asked. */
  state: { assumed: boolean; asked: Set<string> };
}

export interface ValidationResult {
  /** What of the data does not fit, in words, at most ten: "data.amount must be number". Empty when all of it fits. */
  errors: string[];
  /** What could not be checked, in words. No reason to reject anything. */
  unchecked: string[];
}

/** Why `schema` cannot describe an event type's data, in words; undefined when it can. */
export function schemaError(schema: unknown): string | undefined {
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) {
    return "A schema is a JSON object (JSON Schema, draft 2020-12).";
  }
  if (Buffer.byteLength(writeJson(schema)) > maxSchemaBytes) return "A schema has at most 64 KiB.";
  try {
    if (!drafts.validateSchema(toInstance(schema) as object)) {
      return `The schema cannot be used: ${drafts.errorsText(drafts.errors, { dataVar: "schema" })}.`;
    }
    const { unsupported } = compileSchema(schema);
    const [pattern] = unsupported;
    if (pattern === undefined) return undefined;
    return `The pattern ${pattern.slice(0, 60)} cannot be used: ${patternError(pattern)}.`;
  } catch (error) {
    return `The schema cannot be used: ${(error as Error).message}.`;
  }
}

/** Why a pattern cannot be run in time that is in proportion to the text, in words. */
function patternError(pattern: string): string {
  if (pattern.length > maxPatternLength) return `it is longer than ${maxPatternLength} characters`;
  try {
    linearPattern(pattern);
    return "";
  } catch (error) {
    const { message } = error as Error;
    return `${message.slice(0, 200)}. Patterns have no lookahead, lookbehind or back-references, and repeat at most 1,000 times`;
  }
}

/** Compiles a schema that `schemaError` found nothing against, now or when it was saved. */
export function compileSchema(schema: object): CompiledSchema {
  const unsupported = new Set<string>();
  const state = { assumed: true, asked: new Set<string>() };
  const validate = compileValidator(schema, (pattern) => {
    try {
      if (pattern.length > maxPatternLength) throw new RangeError("too long");
      return linearPattern(pattern);
    } catch {
      unsupported.add(pattern);
      return {
        test: () => {
          state.asked.add(pattern);
          return state.assumed;
        },
        toString: () => pattern,
      };
    }
  });
  return { validate, unsupported, state };
}

/**
 * Checks data against a schema, numbers by their digits: 19.99 is a multiple of 0.01. A pattern that cannot be run
 * makes no error: only what is wrong whether it fits or not counts.
 * @param steps with fewer than it may take.
 */
export function validateData(
  { validate, state }: CompiledSchema,
  data: unknown,
  steps = maxSteps,
): ValidationResult {
  const seen = toInstance(data);
  const run = (assumed: boolean) => {
    state.assumed = assumed;
    return validate(seen) ? [] : (validate.errors ?? []).slice(0, 1_000).map(inWords);
  };
  state.asked.clear();
  try {
    const checked = within({ left: steps }, () => {
      const errors = run(true);
      if (errors.length === 0 || state.asked.size === 0) return errors;
      const otherwise = new Set(run(false));
      return errors.filter((error) => otherwise.has(error));
    });
    if (!checked) return tooMuch(steps);
    return { errors: checked.value.slice(0, maxMessages), unchecked: [...state.asked].map(notRun) };
  } catch (error) {
    // A schema that refers to itself without end, or as deep as the stack goes.
    if (error instanceof RangeError) return tooMuch(steps);
    throw error;
  }
}

function tooMuch(steps: number): ValidationResult {
  const message = `data is too large for this schema: checking it was given up after ${steps.toLocaleString("en")} steps`;
  return { errors: [message], unchecked: [] };
}

const notRun = (pattern: string) =>
  `the schema's pattern ${pattern.slice(0, 60)} was not applied: it cannot be run. Make a version of the event type without lookahead, lookbehind and back-references`;

function inWords({ instancePath, message, params }: ErrorObject): string {
  const where = `data${instancePath.replaceAll("/", ".")}`;
  const extra = "additionalProperty" in params ? `: ${params.additionalProperty}` : "";
  return `${where} ${message ?? "does not fit"}${extra}`;
}
