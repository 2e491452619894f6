import type { FieldErrors } from "@/components/form/action-result";

/** What is wrong with a setting or with anything in it: "options.variables" has the fault of "options.variables.3". */
export function settingError(errors: FieldErrors, field: string): string | undefined {
  const name = Object.keys(errors).find((one) => one === field || one.startsWith(`${field}.`));
  return name === undefined ? undefined : errors[name];
}
