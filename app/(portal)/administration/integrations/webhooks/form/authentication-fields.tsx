"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type AuthenticationValues, fieldsByKind, labelByAuthenticationKind } from "./authentication-values";
import { getSecretPlaceholder } from "./dropped-secrets";
import type { FormPartProps } from "./use-webhook-form";

/**
 * How requests authenticate at the receiver. Secrets are write-only: a saved secret is kept unless the user types a new one or
 * the receiver changes.
 */
export function AuthenticationFields({
  values: { authentication },
  errors,
  change,
  receiverChanged,
}: FormPartProps & { receiverChanged: boolean }) {
  const { kind, savedKind, fields } = authentication;
  const edit = (changed: Partial<AuthenticationValues>) =>
    change({ authentication: { ...authentication, ...changed } });
  return (
    <>
      <Field
        label="Authentication"
        hint="Credentials that the receiver requires in addition to the signature."
        error={errors.authentication}
      >
        <Select
          className="sm:w-96"
          value={kind}
          onChange={(event) => edit({ kind: event.target.value as AuthenticationValues["kind"] })}
        >
          {Object.entries(labelByAuthenticationKind).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {kind !== "none" && (
        <div className="grid gap-5 sm:grid-cols-2">
          {fieldsByKind[kind].map(({ name, label, hint, secret, optional = false, numeric }) => (
            <Field
              key={`${kind} ${name}`}
              label={label}
              optional={optional}
              hint={secret ? (hint ?? "Stored encrypted. The saved value cannot be shown again.") : hint}
              error={errors[`authentication.${name}`]}
            >
              <Input
                type={secret ? "password" : "text"}
                autoComplete={secret ? "new-password" : "off"}
                inputMode={numeric ? "numeric" : undefined}
                spellCheck={false}
                placeholder={secret && savedKind === kind ? getSecretPlaceholder(receiverChanged) : undefined}
                className="font-mono text-[0.8125rem]"
                value={fields[name] ?? ""}
                onChange={(event) => edit({ fields: { ...fields, [name]: event.target.value } })}
              />
            </Field>
          ))}
        </div>
      )}
    </>
  );
}
