export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
}

const exampleByFormat: Record<string, string> = {
  uuid: "00000000-0000-7000-8000-000000000000",
  "date-time": "2026-11-21T09:00:00Z",
  date: "2026-11-21",
  email: "someone@example.com",
  uri: "https://receiver.example.com/hook",
};

/** Builds an example of a value that matches a schema, with the required fields only, as a starting point for users. */
export function buildExample(schema: JsonSchema): unknown {
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? (schema.oneOf as JsonSchema[] | undefined) ?? [];
  if (first) return buildExample(first);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, buildExample(schema.properties?.[name] ?? {})]),
      );
    case "array":
      return schema.items ? [buildExample(schema.items)] : [];
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return exampleByFormat[String(schema.format)] ?? "string";
  }
}
