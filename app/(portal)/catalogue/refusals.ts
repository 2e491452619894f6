import type { z } from "zod";
import { type Refusal, refuse, refuseFields } from "@/components/form/answer";

/** One message for each field, the first; a fault inside the sample belongs to the sample. */
export function refuseIssues(error: z.ZodError): Refusal {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) errors[String(path[0] ?? "schema")] ??= message;
  return refuseFields(errors);
}

export function refuseContent({ message, ...refusal }: { message: string; field?: string }): Refusal {
  return refusal.field === undefined ? refuse(message) : refuseFields({ [refusal.field]: message });
}
