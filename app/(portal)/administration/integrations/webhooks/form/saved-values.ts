import { fieldsByKind } from "./authentication-values";
import type { FormValues, HeaderRow } from "./form-values";

/** The form after saving: headers and authentication stay, with empty secrets, because saved secrets cannot be read back. */
export function toSavedValues(values: FormValues): FormValues {
  const headers = values.headers
    .filter(({ hasSavedValue, name }) => hasSavedValue || name.trim() !== "")
    .map(({ row, name }): HeaderRow => ({ row, name: name.trim(), value: "", hasSavedValue: true }));
  const { kind, fields } = values.authentication;
  const secrets = kind === "none" ? [] : fieldsByKind[kind].filter(({ secret }) => secret);
  const authentication = {
    kind,
    savedKind: kind === "none" ? null : kind,
    fields: { ...fields, ...Object.fromEntries(secrets.map(({ name }) => [name, ""])) },
  };
  return { ...values, headers, authentication };
}
