import type { Budget } from "../evaluation/budget";
import { type CompiledSchema, compileSchema, type ValidationResult, validateData } from "./schema-validation";

interface ValidationInput {
  schema: object;
  data: unknown;
}

const compiledSchemas = new Map<string, CompiledSchema>();

/** Runs in a thread: validates data against a schema, and caches the compiled schema. */
export function validationJob({ schema, data }: ValidationInput): ValidationResult {
  const key = JSON.stringify(schema);
  const compiled = compiledSchemas.get(key) ?? compileSchema(schema);
  if (compiledSchemas.size >= 50) compiledSchemas.clear();
  compiledSchemas.set(key, compiled);
  return validateData(compiled, data);
}

/** Validates data within the budget of a request; in a thread if the validation takes many steps. */
export async function validateWithinBudget(
  budget: Budget,
  { validator, schema }: { validator: CompiledSchema; schema: object },
  data: unknown,
): Promise<ValidationResult> {
  const inline = budget.runInline(() => validateData(validator, data));
  if (inline) return inline.value;
  const input: ValidationInput = { schema, data };
  return budget.runInThread("validate", input);
}
