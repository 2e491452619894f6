import { JsonNumber } from "../json/json-number";

interface ObjectSchema {
  type?: unknown;
  properties?: Record<string, ObjectSchema>;
  items?: ObjectSchema;
}

/**
 * `data` as a version of an event type knows it: of objects whose properties the schema names, only those. What the
 * schema says nothing about stays as it is.
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
