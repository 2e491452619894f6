/** A schema that applies to a value, with the schema in which its references are resolved. */
export interface SchemaNode {
  schema: object;
  root: object;
  /** Whether a value that this schema applies to counts as described. Otherwise it can only mark the value as personal. */
  describes: boolean;
}

type Keywords = Record<string, unknown>;

/** Keywords whose schemas apply to the same value. */
const listKeywords = ["allOf", "anyOf", "oneOf"];
const branchKeywords = ["if", "then", "else"];
/** Keywords that refer to schemas in ways that are not followed. */
const unsupportedKeywords = ["$dynamicRef", "$recursiveRef"];

/**
 * Adds the schemas that apply to the same value: those that a `$ref` refers to, and the parts of allOf, anyOf, oneOf, if, then, else and
 * dependentSchemas.
 * @returns `isComplete`: false if one of the schemas refers to another in a way that is not followed, which may mark the value as personal
 */
export function expandSchemas(given: readonly SchemaNode[]): { nodes: SchemaNode[]; isComplete: boolean } {
  const nodes: SchemaNode[] = [];
  const seen = { describing: new Set<object>(), other: new Set<object>() };
  const waiting = [...given];
  let isComplete = true;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { schema, root, describes } = node;
    const seenSchemas = describes ? seen.describing : seen.other;
    if (seenSchemas.has(schema)) continue;
    seenSchemas.add(schema);
    nodes.push(node);
    const keywords = schema as Keywords;
    if (unsupportedKeywords.some((name) => name in keywords)) isComplete = false;
    // References below a schema with its own $id are resolved in that schema (JSON Schema 2020-12, section 8.2.1).
    if ("$id" in keywords && schema !== root) isComplete = false;
    const applied = [
      ...listKeywords.flatMap((name) => listValues(keywords[name])),
      ...branchKeywords.map((name) => keywords[name]),
    ];
    waiting.push(...toNodes(applied, root, describes));
    waiting.push(...toNodes(listValues(keywords.dependentSchemas), root, false));
    if (!("$ref" in keywords)) continue;
    const target = resolveReference(keywords.$ref, root);
    if (target === undefined) isComplete = false;
    else waiting.push(...toNodes([target], root, describes));
  }
  return { nodes, isComplete };
}

/** Whether the schema marks its value as personal: with `x-pii`, true or the name of a class. */
export function isPersonal({ schema }: SchemaNode): boolean {
  const mark = (schema as Keywords)["x-pii"];
  return mark !== undefined && mark !== false;
}

/**
 * Lists the schemas of a field. Only `properties` describes a field, because the other keywords do not name it; they can mark it as personal.
 * Patterns are not compared, so a personal one marks every field of the object.
 */
export function listFieldSchemas(nodes: readonly SchemaNode[], name: string): SchemaNode[] {
  return nodes.flatMap(({ schema, root, describes }) => {
    const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema as Keywords;
    const isNamed = isObject(properties) && Object.hasOwn(properties, name);
    const named = isNamed ? toNodes([(properties as Keywords)[name]], root, describes) : [];
    const others = [...listValues(patternProperties), unevaluatedProperties];
    return [...named, ...toNodes(isNamed ? others : [...others, additionalProperties], root, false)];
  });
}

/** Lists the schemas of an item of an array. */
export function listItemSchemas(nodes: readonly SchemaNode[], index: number): SchemaNode[] {
  return nodes.flatMap(({ schema, root, describes }) => {
    const { prefixItems, items, contains, unevaluatedItems } = schema as Keywords;
    const own = Array.isArray(prefixItems) && index < prefixItems.length ? prefixItems[index] : items;
    return [...toNodes([own], root, describes), ...toNodes([contains, unevaluatedItems], root, false)];
  });
}

/** The schema `true` is the same as `{}`; `false`, and what is no schema, applies to nothing. */
function toNodes(schemas: readonly unknown[], root: object, describes: boolean): SchemaNode[] {
  return schemas.flatMap((schema) => {
    if (schema === true) return [{ schema: {}, root, describes }];
    return isObject(schema) ? [{ schema, root, describes }] : [];
  });
}

function listValues(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object";
}

/** Resolves a reference within the same schema (`#/$defs/name`); undefined for any other, such as an anchor or another document. */
function resolveReference(reference: unknown, root: object): unknown {
  if (reference === "#") return root;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
  let found: unknown = root;
  for (const part of reference.slice(2).split("/")) {
    const name = decodePart(part);
    if (name === undefined || !isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = (found as Keywords)[name];
  }
  return found;
}

/** Decodes a part of a JSON pointer in a URI fragment (RFC 6901, section 6). */
function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}
