import type { NewVersion } from "./schema";
import { compileSchema, findSchemaError, validateData } from "./schema-validation";

/** Returns the rejection of an invalid schema, or of a sample that does not match the schema; null when both are valid. */
export function validateContent({ schema, sample }: NewVersion) {
  const message = findSchemaError(schema);
  if (message !== undefined) {
    return { ok: false as const, rejected: "schema_invalid" as const, field: "schema", message };
  }
  const [error] = validateData(compileSchema(schema), sample.data).errors;
  if (error === undefined) return null;
  return {
    ok: false as const,
    rejected: "sample_invalid" as const,
    field: "sample",
    message: `The sample does not match the schema: ${error}.`,
  };
}
