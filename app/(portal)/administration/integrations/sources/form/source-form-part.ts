// Short file: the parts of the form share these props without importing each other.
import type { FieldErrors } from "@/components/form/action-result";
import type { SourceValues } from "./source-values";

/** The props of each part of the form: the values, their errors, and a function that changes some values. */
export interface SourceFormPart {
  values: SourceValues;
  errors: FieldErrors;
  change: (changed: Partial<SourceValues>) => void;
}
