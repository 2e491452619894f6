import type { z } from "zod";
import { type FieldErrors, type Rejection, reject } from "@/components/form/action-result";
import type { InvalidSetting } from "@/lib/webhooks/check-settings";

/** @param outcome a sentence that says what did not happen. */
export function rejectIssues(error: z.ZodError, outcome = "Not saved."): Rejection {
  const settings = error.issues.map((issue) => ({
    field: issue.path.join("."),
    message: toFormMessage(issue),
  }));
  return rejectSettings(settings, outcome);
}

/** The message of an issue. A message about missing triggers is replaced, because the API's message mentions "*". */
function toFormMessage({ code, path, message }: z.core.$ZodIssue): string {
  const noTriggers = code === "too_small" && path.join(".") === "triggers";
  return noTriggers ? "Choose at least one event type, or all events." : message;
}

/** The first message of each setting. A message about the webhook as a whole goes above the form. */
export function rejectSettings(
  invalid: readonly Pick<InvalidSetting, "field" | "message">[],
  outcome = "Not saved.",
): Rejection {
  const webhookIssue = invalid.find(({ field }) => field === "(body)");
  if (webhookIssue) return reject(webhookIssue.message);
  const errors: Record<string, string> = {};
  for (const { field, message } of invalid) errors[field] ??= message;
  return reject(`${outcome} Check the marked fields.`, errors);
}

/** The error of a setting or of anything in it: "options.variables" has the error of "options.variables.3". */
export function findSettingError(errors: FieldErrors, field: string): string | undefined {
  const name = Object.keys(errors).find((key) => key === field || key.startsWith(`${field}.`));
  return name === undefined ? undefined : errors[name];
}

/** Replaces messages that are written for programmers. Used as `safeParse(input, { error: formErrorMap })`. */
export const formErrorMap: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.expected === "number") return "Enter a number.";
  if (issue.code === "invalid_type" && issue.expected === "int") return "Enter a whole number.";
  if (issue.code === "too_big" && issue.origin === "string") return `At most ${issue.maximum} characters.`;
  if (issue.code === "too_big" && issue.origin === "array") return `At most ${issue.maximum} entries.`;
  return undefined;
};
