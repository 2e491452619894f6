import type { FieldErrors } from "@/components/form/action-result";
import type { DialectView } from "@/lib/dialects/schema";
import { type FormValues, toOptionsInput } from "./form-values";
import { toDialectValues } from "./format-values";
import { readOptionSchemas } from "./options/option-props";

/** The settings in each folded section of the form. The names are also the first part of the paths of their errors. */
export const foldedSettings = {
  request: ["method", "options", "signatureHeader", "signatureEncoding", "headers", "authentication"],
  retries: ["retryDelays"],
  failurePolicy: ["failurePolicy", "selfHealing"],
  delivery: [
    "timeoutSeconds",
    "successRule",
    "maxRequestsPerSecond",
    "sequence",
    "ordered",
    "orderAfterFailure",
  ],
  state: ["state", "owner"],
} as const satisfies Record<string, readonly (keyof FormValues)[]>;
export type FoldedSectionName = keyof typeof foldedSettings;

/**
 * Why each folded section must be open: the errors if one of its settings is invalid, true if one differs from its default.
 * @param newWebhook the values of a new webhook in the default format.
 */
export function findReasonsToOpen(
  values: FormValues,
  errors: FieldErrors,
  newWebhook: FormValues,
  dialect: DialectView,
): Record<FoldedSectionName, FieldErrors | boolean> {
  const defaults = { ...newWebhook, ...toDialectValues(dialect, "") };
  const invalid = new Set(Object.keys(errors).map((path) => path.split(".")[0]));
  const differs = (name: keyof FormValues) =>
    name === "options"
      ? hasCustomOptions(values, dialect)
      : JSON.stringify(values[name]) !== JSON.stringify(defaults[name]);
  return Object.fromEntries(
    Object.entries(foldedSettings).map(([section, names]) => [
      section,
      names.some((name) => invalid.has(name)) ? errors : names.some(differs),
    ]),
  ) as Record<FoldedSectionName, FieldErrors | boolean>;
}

/** Whether an option of the format differs from its default. */
export function hasCustomOptions({ options }: Pick<FormValues, "options">, dialect: DialectView): boolean {
  const schemas = readOptionSchemas(dialect);
  return Object.entries(toOptionsInput(options)).some(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(schemas[name]?.default),
  );
}
