import type { z } from "zod";
import type { Conventions } from "./endpoint";
import { Problem } from "./problem";
import { readExactJson, readJson, requireAcceptableBody } from "./read-json";
import { readQuery } from "./read-query";
import { zodMessage } from "./zod-messages";

const defaultMaxBytes = 64 * 1024;

type ToValidationProblem = (issues: z.core.$ZodIssue[], value: unknown) => Problem;

/**
 * Makes the reader that most adapters use for a request: it reads the query, then the JSON body, each by the call's schema.
 * @param unknownQuery what happens to query parameters that the call does not have
 * @param makeProblem makes the error for fields that do not match the schema
 */
export function makeQueryAndBodyReader(
  unknownQuery: "rejected" | "ignored",
  makeProblem: ToValidationProblem = validationProblem,
): Conventions["readFields"] {
  return async (request, call) => {
    const parameters = readQuery(request, call.query, unknownQuery);
    const query = call.query && parseInput(call.query, parameters, makeProblem);
    if (call.lines) requireAcceptableBody(request, call.maxBytes ?? defaultMaxBytes);
    const read = call.exactNumbers ? readExactJson : readJson;
    const json = call.body && (await read(request, call.maxBytes ?? defaultMaxBytes, call.emptyBody && {}));
    return { query, body: call.body && parseInput(call.body, json, makeProblem) };
  };
}

/** Parses `value` by a schema, or throws the error that `makeProblem` makes: by default a 400 that names each invalid field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  makeProblem: ToValidationProblem = validationProblem,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: zodMessage });
  if (result.success) return result.data;
  throw makeProblem(result.error.issues, value);
}

function validationProblem(issues: z.core.$ZodIssue[]): Problem {
  const errors = issues.map(({ path, code, message }) => ({
    field: path.join(".") || "(body)",
    code,
    message,
  }));
  const [first] = errors;
  return new Problem(400, "validation_failed", `${first?.field}: ${first?.message}`, { errors });
}
