import type { JsonSchema } from "./event-type";

/** The functions below build the schemas of fields. `description` is shown beside the field. */
export const text = (description: string): JsonSchema => ({ type: "string", description });
export const uuid = (description: string): JsonSchema => ({ type: "string", format: "uuid", description });
export const date = (description: string): JsonSchema => ({ type: "string", format: "date", description });
export const dateTime = (description: string): JsonSchema => ({
  type: "string",
  format: "date-time",
  description,
});
/** A value that is about a person, or that a person wrote. */
export const personal = (schema: JsonSchema): JsonSchema => ({ ...schema, "x-pii": true });
export const personalText = (description: string): JsonSchema => personal(text(description));
export const email = (description: string): JsonSchema =>
  personal({ type: "string", format: "email", description });
export const phone = (description: string): JsonSchema =>
  personal({ type: "string", pattern: "^\\+?[0-9 ()-]{5,24}$", description });
export const flag = (description: string): JsonSchema => ({ type: "boolean", description });
export const integer = (description: string): JsonSchema => ({ type: "integer", description });
/** A non-negative integer, such as a number of days or items. */
export const count = (description: string): JsonSchema => ({ type: "integer", minimum: 0, description });
/** A non-negative amount in the currency of the account, in major units (412.55). */
export const money = (description: string): JsonSchema => ({ type: "number", minimum: 0, description });
/** A percentage: 7.25 means 7.25%. */
export const percent = (description: string): JsonSchema => ({ type: "number", description });
export const textList = (description: string): JsonSchema => ({
  type: "array",
  items: { type: "string" },
  description,
});

/** The schema of an object that can have other fields too, and in which no field is required. */
export function looseObject(
  properties: { readonly [name: string]: JsonSchema },
  description?: string,
): JsonSchema {
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties,
    additionalProperties: true,
  };
}
