import type { z } from "zod";
import { type Rejection, reject } from "@/components/form/action-result";
import type { WrongSetting } from "@/lib/webhooks/check-settings";

const lookBelow = "Not saved. Check the marked fields.";

export function rejectIssues(error: z.ZodError): Rejection {
  return rejectSettings(error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
}

/** One message per setting, the first; what concerns the webhook as a whole stands above the form. */
export function rejectSettings(wrong: readonly Pick<WrongSetting, "field" | "message">[]): Rejection {
  const whole = wrong.find(({ field }) => field === "(body)");
  if (whole) return reject(whole.message);
  const errors: Record<string, string> = {};
  for (const { field, message } of wrong) errors[field] ??= message;
  return reject(lookBelow, errors);
}

/** Words for what our schemas leave to Zod, whose own are for programmers. For `safeParse(input, { error: inWords })`. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.expected === "number") return "Give a number.";
  if (issue.code === "invalid_type" && issue.expected === "int") return "Give a whole number.";
  if (issue.code === "too_big" && issue.origin === "string") return `At most ${issue.maximum} characters.`;
  if (issue.code === "too_big" && issue.origin === "array") return `At most ${issue.maximum}.`;
  return undefined;
};
