import { z } from "zod";
import type { ApiRequest } from "./http-messages";
import { type InvalidField, Problem } from "./problem";

/**
 * Returns the query parameters of a request by name; the values of a parameter that is a list in the schema as a list. Throws a 400 for any
 * other parameter that is repeated, because all but one of its values would be lost, and for an unknown parameter, because a mistyped filter
 * must not return everything.
 * @param unknown "ignored" for clients of other systems, which send parameters that mean nothing here
 */
export function readQuery(
  request: ApiRequest,
  schema: z.ZodType | undefined,
  unknown: "rejected" | "ignored" = "rejected",
): Record<string, string | string[]> {
  if (!request.url.includes("?")) return {};
  const given = new URL(request.url).searchParams;
  const shape: Record<string, unknown> = schema instanceof z.ZodObject ? schema.shape : {};
  const knownNames = Object.keys(shape);
  const errors = [...new Set(given.keys())].flatMap((name): InvalidField[] => {
    if (!knownNames.includes(name))
      return unknown === "ignored" ? [] : [describeUnknownParameter(name, knownNames)];
    if (given.getAll(name).length === 1 || isList(shape[name])) return [];
    return [{ field: name, code: "repeated", message: `${name} was sent more than once. Send it once.` }];
  });
  const [first] = errors;
  if (first) throw new Problem(400, "validation_failed", first.message, { errors });
  return Object.fromEntries(
    [...given].map(([name, value]) => [name, isList(shape[name]) ? given.getAll(name) : value]),
  );
}

function isList(schema: unknown): boolean {
  return schema instanceof z.ZodOptional ? isList(schema.unwrap()) : schema instanceof z.ZodArray;
}

function describeUnknownParameter(name: string, knownNames: string[]): InvalidField {
  const quotedName = JSON.stringify(name.slice(0, 100));
  const instead =
    knownNames.length === 0
      ? "This call takes no query parameters."
      : `Supported parameters: ${knownNames.join(", ")}.`;
  const message = `Unknown query parameter ${quotedName}. ${instead}`;
  return { field: name.slice(0, 100), code: "unknown_parameter", message };
}
