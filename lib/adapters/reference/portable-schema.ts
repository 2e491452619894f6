import type { JsonSchema } from "./example";

/**
 * Writes one schema of Zod's, in place, so that client generators read it too. The meaning stays, but for what is said here:
 * of tuples only the length and the kinds of items, and nothing of `\p{Cs}`, for no JSON in UTF-8 holds such a character.
 * @param io texts that are sent must do without U+0000, which a schema of Zod's does not say (lib/unstorable-text.ts)
 */
export function makePortable(schema: JsonSchema, io: "input" | "output"): void {
  if (schema.prefixItems) writeTuple(schema);
  if (schema.anyOf) writeNull(schema, schema.anyOf);
  if (schema.type === "null") writeAlwaysNull(schema);
  // Go's generator writes a default of null as a name that there is not.
  if (schema.default === null) delete schema.default;
  if (schema.const !== undefined && schema.type === "string") {
    schema.enum = [schema.const];
    delete schema.const;
  }
  writePattern(schema, io);
}

/** `items: false` after `prefixItems` is a schema that several generators reject. */
function writeTuple(schema: JsonSchema): void {
  const kinds = schema.prefixItems as JsonSchema[];
  const different = [...new Map(kinds.map((kind) => [JSON.stringify(kind), kind])).values()];
  delete schema.prefixItems;
  schema.items = different.length === 1 ? (different[0] as JsonSchema) : { anyOf: different };
  schema.minItems = kinds.length;
  schema.maxItems = kinds.length;
}

/** A type of its own for null becomes a class of that name; beside another type it is what every generator knows as nullable. */
function writeNull(schema: JsonSchema, choices: JsonSchema[]): void {
  const others = choices.filter(({ type }) => type !== "null");
  if (others.length === choices.length) return;
  const [first, ...more] = others;
  if (!first || !allowNull(first)) return;
  if (more.length > 0) {
    schema.anyOf = others;
    return;
  }
  delete schema.anyOf;
  Object.assign(schema, { ...first, ...schema });
}

/** Adds null to what a schema takes; false where it has no type that could be added to. */
function allowNull(schema: JsonSchema): boolean {
  const [choice] = schema.anyOf ?? (schema.oneOf as JsonSchema[] | undefined) ?? [];
  if (choice) return allowNull(choice);
  if (typeof schema.type !== "string") return Array.isArray(schema.type);
  schema.type = [schema.type, "null"];
  if (schema.enum) schema.enum = [...schema.enum, null];
  return true;
}

function writeAlwaysNull(schema: JsonSchema): void {
  delete schema.type;
  schema.description = [schema.description, "Always null."].filter(Boolean).join(" ");
}

/** Zod writes JavaScript's patterns; Python's and Go's engines, among others, know no Unicode classes in them. */
function writePattern(schema: JsonSchema, io: "input" | "output"): void {
  if (typeof schema.pattern === "string") {
    schema.pattern = schema.pattern
      .replaceAll("\\p{Cc}", "\\x00-\\x1f\\x7f-\\x9f")
      .replaceAll("\\p{Cs}", "\\x00");
  } else if (io === "input" && schema.type === "string" && !schema.format && !schema.enum) {
    schema.pattern = "^[^\\x00]*$";
  }
}
