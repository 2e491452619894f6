"use client";

import { Section } from "@/components/domain/section";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type SignInValues, signInFields } from "./authentication-values";
import { savedPlaceholder } from "./dropped-secrets";
import type { FieldProps } from "./use-webhook-form";

const kinds = [
  ["none", "None, the signature is enough"],
  ["basic", "User name and password (basic)"],
  ["apiKey", "API key in a header"],
  ["bearer", "Bearer token"],
  ["jwt", "JWT, made for each attempt"],
] as const;

/** How each request signs in at the receiver. Secrets are write-only: a saved one is kept until another is typed. */
export function SignInFields({ values: { signIn }, errors, change, moved }: FieldProps & { moved: boolean }) {
  const { kind, savedKind, fields } = signIn;
  const edit = (changed: Partial<SignInValues>) => change({ signIn: { ...signIn, ...changed } });
  return (
    <Section
      title="Authentication"
      description="How the request signs in at the receiver, besides its signature."
    >
      <Field label="Authentication" error={errors.authentication}>
        <Select
          className="sm:w-96"
          value={kind}
          onChange={(event) => edit({ kind: event.target.value as SignInValues["kind"] })}
        >
          {kinds.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {kind !== "none" && (
        <div className="grid gap-5 sm:grid-cols-2">
          {signInFields[kind].map(({ name, label, hint, secret, optional = false, number }) => (
            <Field
              key={`${kind} ${name}`}
              label={label}
              optional={optional}
              hint={secret ? (hint ?? "Encrypted; it cannot be read again.") : hint}
              error={errors[`authentication.${name}`]}
            >
              <Input
                type={secret ? "password" : "text"}
                autoComplete={secret ? "new-password" : "off"}
                inputMode={number ? "numeric" : undefined}
                spellCheck={false}
                placeholder={secret && savedKind === kind ? savedPlaceholder(moved) : undefined}
                className="font-mono text-[0.8125rem]"
                value={fields[name] ?? ""}
                onChange={(event) => edit({ fields: { ...fields, [name]: event.target.value } })}
              />
            </Field>
          ))}
        </div>
      )}
    </Section>
  );
}
