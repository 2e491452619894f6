import type { Budget } from "../evaluation/budget";
import { type CompiledSchema, compileSchema, type ValidationResult, validateData } from "./json-schema";

interface ValidateInput {
  schema: object;
  data: unknown;
}

const compiled = new Map<string, CompiledSchema>();

/** In a thread: checks data against a schema, which it keeps compiled. */
export function validateJob({ schema, data }: ValidateInput): ValidationResult {
  const key = JSON.stringify(schema);
  const known = compiled.get(key) ?? compileSchema(schema);
  if (compiled.size >= 50) compiled.clear();
  compiled.set(key, known);
  return validateData(known, data);
}

/** Checks data within the budget of a request: where it takes many steps, in a thread. */
export async function validateWithinBudget(
  budget: Budget,
  { validator, schema }: { validator: CompiledSchema; schema: object },
  data: unknown,
): Promise<ValidationResult> {
  const inline = budget.inline(() => validateData(validator, data));
  if (inline) return inline.value;
  const input: ValidateInput = { schema, data };
  return budget.inThread("validate", input);
}
