import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { JsonNumber } from "../json/json-number";
import { plainNumbers } from "../json/plain-numbers";
import { repeatsRepeats } from "./pattern";

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  validateSchema: true,
  logger: false,
  ownProperties: true,
});
addFormats.default(ajv);

/** In bytes of JSON. */
const maxSchemaBytes = 64 * 1024;
const maxMessages = 10;

/** Why `schema` cannot describe an event type's data, in words; undefined when it can. */
export function schemaError(schema: unknown): string | undefined {
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) {
    return "A schema is a JSON object (JSON Schema, draft 2020-12).";
  }
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > maxSchemaBytes) return "A schema has at most 64 KiB.";
  const pattern = patternsOf(schema).find((one) => one.length > 500 || repeatsRepeats(one));
  if (pattern !== undefined) {
    return `The pattern ${pattern.slice(0, 60)} repeats what repeats already, or is longer than 500 characters: on some value it could take for ever. Write it without a repeat or a choice inside a repeat.`;
  }
  try {
    ajv.compile(schema);
    return undefined;
  } catch (error) {
    return `The schema cannot be used: ${(error as Error).message}.`;
  } finally {
    ajv.removeSchema(schema);
  }
}

function patternsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(patternsOf);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === "pattern" && typeof inner === "string") return [inner];
    if (name === "patternProperties" && inner !== null && typeof inner === "object") {
      return [...Object.keys(inner), ...patternsOf(inner)];
    }
    return patternsOf(inner);
  });
}

/** Compiles a schema that `schemaError` found nothing against. */
export function compileSchema(schema: object): ValidateFunction {
  return ajv.compile(schema);
}

/** What of `data` does not fit, in words, at most ten: "data.amount must be number". Empty when all of it fits. */
export function misfits(validate: ValidateFunction, data: unknown): string[] {
  if (validate(plainNumbers(data))) return [];
  return (validate.errors ?? []).slice(0, maxMessages).map(({ instancePath, message, params }) => {
    const where = `data${instancePath.replaceAll("/", ".")}`;
    const extra = "additionalProperty" in params ? `: ${params.additionalProperty}` : "";
    return `${where} ${message ?? "does not fit"}${extra}`;
  });
}

interface ObjectSchema {
  type?: unknown;
  properties?: Record<string, ObjectSchema>;
  items?: ObjectSchema;
}

/**
 * `data` as a version of an event type knows it: of objects whose properties the schema names, only those. What the
 * schema says nothing about stays as it is.
 */
export function onlyKnown(data: unknown, schema: ObjectSchema | undefined): unknown {
  if (Array.isArray(data)) return schema?.items ? data.map((item) => onlyKnown(item, schema.items)) : data;
  const { properties } = schema ?? {};
  if (data === null || typeof data !== "object" || data instanceof JsonNumber || !properties) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => Object.hasOwn(properties, name))
      .map(([name, value]) => [name, onlyKnown(value, properties[name])]),
  );
}
