import type { Budget } from "../evaluation/budget";
import { type Checked, checkData, compileSchema, type DataSchema } from "./json-schema";

interface CheckInput {
  schema: object;
  data: unknown;
}

const compiled = new Map<string, DataSchema>();

/** In a thread: checks data against a schema, which it keeps compiled. */
export function checkJob({ schema, data }: CheckInput): Checked {
  const key = JSON.stringify(schema);
  const known = compiled.get(key) ?? compileSchema(schema);
  if (compiled.size >= 50) compiled.clear();
  compiled.set(key, known);
  return checkData(known, data);
}

/** Checks data within the budget of a request: where it takes many steps, in a thread. */
export async function checkWithin(
  budget: Budget,
  { check, schema }: { check: DataSchema; schema: object },
  data: unknown,
): Promise<Checked> {
  const inline = budget.inline(() => checkData(check, data));
  if (inline) return inline.value;
  const input: CheckInput = { schema, data };
  return budget.inThread("check", input);
}
