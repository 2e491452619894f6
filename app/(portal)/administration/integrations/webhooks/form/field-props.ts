import type { FieldErrors } from "@/components/form/action-result";
import type { FormValues } from "./form-values";

/** What each part of the form gets: the values, what is wrong with them, and how to change some. */
export interface FieldProps {
  values: FormValues;
  errors: FieldErrors;
  /** The same function at every render. */
  change: (changed: Partial<FormValues> | ((now: FormValues) => Partial<FormValues>)) => void;
}
