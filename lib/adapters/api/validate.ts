import type { z } from "zod";
import type { InvalidSetting } from "../../webhooks/check-settings";
import { Problem } from "../endpoint/problem";
import { zodMessage } from "../endpoint/zod-messages";

/** Parses `value`, or throws a 400 that names each wrong field and says what to do about it. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: zodMessage });
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    field: issue.path.join(".") || "(body)",
    code: issue.code,
    message: issue.message,
  }));
  const first = errors[0];
  throw new Problem(400, "validation_failed", `${first?.field}: ${first?.message}`, { errors });
}

/**
 * Wrong settings of a webhook as a problem: 422 where something is named that is not there, 409 where the partner has all
 * the webhooks that it can have, else 400.
 */
export function invalidSettings(errors: InvalidSetting[]): Problem {
  const [first] = errors;
  const missing = first?.code.startsWith("unknown_") ?? false;
  const status = first?.code === "webhook_limit" ? 409 : missing ? 422 : 400;
  return new Problem(status, first?.code ?? "validation_failed", first?.message ?? "", {
    errors,
  });
}
