import { checkData, compileSchema, schemaError } from "./json-schema";
import type { NewVersion } from "./schema";

/** Why this schema and sample cannot be a version of an event type; null when they can. */
export function contentFault({ schema, sample }: NewVersion) {
  const message = schemaError(schema);
  if (message !== undefined) {
    return { ok: false as const, rejected: "schema_invalid" as const, field: "schema", message };
  }
  const [misfit] = checkData(compileSchema(schema), sample.data).misfits;
  if (misfit === undefined) return null;
  return {
    ...{ ok: false as const, rejected: "sample_invalid" as const, field: "sample" },
    message: `The sample does not fit the schema: ${misfit}.`,
  };
}
