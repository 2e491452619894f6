import type { z } from "zod";
import { type Rejection, reject, rejectFields } from "@/components/form/action-result";

/** One message for each field, the first; a fault inside the sample belongs to the sample. */
export function rejectIssues(error: z.ZodError): Rejection {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) errors[String(path[0] ?? "schema")] ??= message;
  return rejectFields(errors);
}

export function rejectContent({ message, ...rejection }: { message: string; field?: string }): Rejection {
  return rejection.field === undefined ? reject(message) : rejectFields({ [rejection.field]: message });
}
