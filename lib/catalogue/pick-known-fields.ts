import { JsonNumber } from "../json/json-number";

interface ObjectSchema {
  type?: unknown;
  properties?: Record<string, ObjectSchema>;
  items?: ObjectSchema;
}

/**
 * Reduces data to what an earlier version of an event type describes: an object whose properties the schema
 * names keeps only the named ones. Values that the schema does not describe further stay unchanged.
 */
export function pickKnownFields(data: unknown, schema: ObjectSchema | undefined): unknown {
  if (Array.isArray(data))
    return schema?.items ? data.map((item) => pickKnownFields(item, schema.items)) : data;
  const { properties } = schema ?? {};
  if (data === null || typeof data !== "object" || data instanceof JsonNumber || !properties) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => Object.hasOwn(properties, name))
      .map(([name, value]) => [name, pickKnownFields(value, properties[name])]),
  );
}
