export interface SchemaField {
  /** "borrower.name", "fees[].code" */
  path: string;
  type: string;
  required: boolean;
  description: string;
}

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}

const deepest = 6;
const most = 300;

/** The fields that a JSON Schema names, as a flat list in its own order; what is deeper than six levels is left out. */
export function schemaFields(schema: Schema, before = "", depth = 0): SchemaField[] {
  if (depth >= deepest) return [];
  const inner = schema.items ? `${before}[]` : before;
  const { properties = {}, required = [] } = schema.items ?? schema;
  return Object.entries(properties)
    .flatMap(([name, field]) => {
      const path = inner === "" ? name : `${inner}.${name}`;
      const described = { path, type: typeOf(field), required: required.includes(name) };
      return [
        { ...described, description: field.description ?? "" },
        ...schemaFields(field, path, depth + 1),
      ];
    })
    .slice(0, most);
}

function typeOf({ type, format, items, enum: choices, const: only }: Schema): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  if (items) return `list of ${typeOf(items)}`;
  const name = [type ?? "anything"].flat().join(" | ");
  return format ? `${name} (${format})` : name;
}
