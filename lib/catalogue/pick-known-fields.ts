import { JsonNumber } from "../json/json-number";

interface ObjectSchema {
  type?: unknown;
  properties?: Record<string, ObjectSchema>;
  items?: ObjectSchema;
}

/**
 * Reduces data to the fields that an earlier version of an event type describes: if the schema lists the properties of an
 * object, the object keeps only those. All other values stay unchanged.
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
