import type { JsonSchema } from "./build-example";

/**
 * Rewrites one of Zod's JSON Schemas, in place, for client generators. The schema's meaning stays the same, with two exceptions: a tuple
 * keeps only its length and the types of its items, and `\p{Cs}` is dropped, since the API rejects unpaired surrogates in any text.
 * @param io whether the schema is that of a request or a response; text in requests must not contain U+0000, a rule that Zod's schemas do
 *   not express (lib/unstorable-text.ts)
 */
export function makePortable(schema: JsonSchema, io: "input" | "output"): void {
  if (schema.prefixItems) rewriteTuple(schema);
  if (schema.anyOf) rewriteNull(schema, schema.anyOf);
  if (schema.type === "null") replaceNullType(schema);
  // Go's generator turns a default of null into an undefined name.
  if (schema.default === null) delete schema.default;
  if (schema.const !== undefined && schema.type === "string") {
    schema.enum = [schema.const];
    delete schema.const;
  }
  rewritePattern(schema, io);
}

/** Several generators reject `items: false` after `prefixItems`. */
function rewriteTuple(schema: JsonSchema): void {
  const kinds = schema.prefixItems as JsonSchema[];
  const different = [...new Map(kinds.map((kind) => [JSON.stringify(kind), kind])).values()];
  delete schema.prefixItems;
  schema.items = different.length === 1 ? (different[0] as JsonSchema) : { anyOf: different };
  schema.minItems = kinds.length;
  schema.maxItems = kinds.length;
}

/** Generators turn a separate null type into a class, but all of them read null beside another type as nullable. */
function rewriteNull(schema: JsonSchema, choices: JsonSchema[]): void {
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

/** Adds null to the types of a schema. Returns false if the schema has no type. */
function allowNull(schema: JsonSchema): boolean {
  const [choice] = schema.anyOf ?? (schema.oneOf as JsonSchema[] | undefined) ?? [];
  if (choice) return allowNull(choice);
  if (typeof schema.type !== "string") return Array.isArray(schema.type);
  schema.type = [schema.type, "null"];
  if (schema.enum) schema.enum = [...schema.enum, null];
  return true;
}

/** For a value that is always null, replaces the type by a sentence in the description. */
function replaceNullType(schema: JsonSchema): void {
  delete schema.type;
  schema.description = [schema.description, "Always null."].filter(Boolean).join(" ");
}

/** Zod writes JavaScript patterns; Python's and Go's engines, among others, do not support their Unicode classes. */
function rewritePattern(schema: JsonSchema, io: "input" | "output"): void {
  if (typeof schema.pattern === "string") {
    schema.pattern = schema.pattern
      .replaceAll("\\p{Cc}", "\\x00-\\x1f\\x7f-\\x9f")
      .replaceAll("\\p{Cs}", "\\x00");
  } else if (io === "input" && schema.type === "string" && !schema.format && !schema.enum) {
    schema.pattern = "^[^\\x00]*$";
  }
}
