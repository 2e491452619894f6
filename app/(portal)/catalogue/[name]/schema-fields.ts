export interface SchemaField {
  /** Such as "borrower.name" or "fees[].code". */
  path: string;
  type: string;
  required: boolean;
  /** Marked with `x-pii`: masked for users who cannot see customer data. */
  personal: boolean;
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
  "x-pii"?: unknown;
}

const maxDepth = 6;
const maxFields = 300;

/** The fields of a JSON Schema, as a flat list in the schema's order: at most 300 fields, at most six levels deep. */
export function listSchemaFields(schema: Schema, parentPath = "", depth = 0): SchemaField[] {
  if (depth >= maxDepth) return [];
  const itemPath = schema.items ? `${parentPath}[]` : parentPath;
  const { properties = {}, required = [] } = schema.items ?? schema;
  return Object.entries(properties)
    .flatMap(([name, field]) => {
      const path = itemPath === "" ? name : `${itemPath}.${name}`;
      const described = { path, type: describeFieldType(field), required: required.includes(name) };
      return [
        { ...described, personal: isMarkedPersonal(field), description: field.description ?? "" },
        ...listSchemaFields(field, path, depth + 1),
      ];
    })
    .slice(0, maxFields);
}

function isMarkedPersonal({ "x-pii": mark }: Schema): boolean {
  return mark !== undefined && mark !== false;
}

function describeFieldType({ type, format, items, enum: choices, const: constant }: Schema): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (constant !== undefined) return JSON.stringify(constant);
  if (items) return `array of ${describeFieldType(items)}`;
  const name = [type ?? "any type"].flat().join(" | ");
  return format ? `${name} (${format})` : name;
}
