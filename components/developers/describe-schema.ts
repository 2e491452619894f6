import type { SchemaView } from "./operation-view";

/** The type of a value: "string, uuid", "one of a, b", "array of string". */
export function describeType(schema: SchemaView): string {
  const fixed = findFixedValue(schema);
  if (fixed !== undefined) return JSON.stringify(fixed);
  if (schema.enum) return `one of ${schema.enum.map(String).join(", ")}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(describeType))].join(" or ");
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  const types = listTypes(schema);
  if (types.length === 0) return "any type";
  const arrayLabel = schema.items ? `array of ${describeType(schema.items)}` : "array";
  const joinedTypes = types.map((type) => (type === "array" ? arrayLabel : type)).join(" or ");
  return typeof schema.format === "string" ? `${joinedTypes}, ${schema.format}` : joinedTypes;
}

function listTypes({ type }: SchemaView): string[] {
  return type === undefined ? [] : [type].flat();
}

/** The only allowed value; undefined if more than one is allowed. */
function findFixedValue(schema: SchemaView): unknown {
  return schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
}

const maxSafeInteger = 9_007_199_254_740_991;

/** The constraints and the default of a value. */
export function describeConstraints(schema: SchemaView): string[] {
  const readNumber = (keyword: string) => {
    const value = schema[keyword];
    return typeof value === "number" && Math.abs(value) < maxSafeInteger ? value : undefined;
  };
  const constraints: [prefix: string, value: number | undefined, unit: string][] = [
    ["at least", readNumber("minimum"), ""],
    ["at most", readNumber("maximum"), ""],
    ["at least", readNumber("minLength"), " character"],
    ["at most", readNumber("maxLength"), " character"],
    ["at least", readNumber("minItems"), " item"],
    ["at most", readNumber("maxItems"), " item"],
  ];
  return [
    ...constraints.flatMap(([prefix, value, unit]) => {
      if (value === undefined) return [];
      if (prefix === "at least" && value === 1 && unit) return ["not empty"];
      return [`${prefix} ${value}${unit}${unit && value !== 1 ? "s" : ""}`];
    }),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ];
}

export interface SchemaChild {
  name: string;
  schema: SchemaView;
  required: boolean;
}

/** The fields of an object, of an array's objects, or the alternatives that are objects. */
export function listChildren(schema: SchemaView): SchemaChild[] {
  if (listTypes(schema).includes("array") && schema.items) return listChildren(schema.items);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const objects = choices.filter((choice) => listChildren(choice).length > 0);
    if (objects.length === 1 && objects[0]) return listChildren(objects[0]);
    return objects.map((choice, index) => ({
      name: toChoiceName(choice, index),
      schema: choice,
      required: false,
    }));
  }
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    required: schema.required?.includes(name) ?? false,
  }));
  const additional = schema.additionalProperties;
  const hasAdditional = typeof additional === "object" && Object.keys(additional).length > 0;
  return hasAdditional ? [...fields, { name: "(any name)", schema: additional, required: false }] : fields;
}

/** Names an alternative of a schema by the field whose fixed value distinguishes it, such as kind "basic". */
function toChoiceName({ properties = {} }: SchemaView, index: number): string {
  const [fixed] = Object.entries(properties).flatMap(([name, field]) => {
    const value = findFixedValue(field);
    return value === undefined ? [] : [`${name} ${JSON.stringify(value)}`];
  });
  return fixed ?? `alternative ${index + 1}`;
}
