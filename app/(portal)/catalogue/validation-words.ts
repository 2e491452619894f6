import type { Validation } from "@/lib/catalogue/schema";

/** What each way of validating means, as people say it. */
export const validationWords: Record<Validation, { label: string; hint: string }> = {
  off: { label: "Off", hint: "Every event is accepted, whatever its data." },
  warn: {
    label: "Warn",
    hint: "An event whose data does not fit is accepted; the answer and its timeline say what does not fit.",
  },
  enforce: { label: "Enforce", hint: "An event whose data does not fit is rejected, with what to mend." },
};
