"use client";

import { SecretInput } from "@/components/domain/secret-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SourceSystemId } from "@/lib/sources/schema";
import { keyHintBySystem } from "./key-hints";

/** The field for a key: pasted from the system or, where the user makes it up, generated. */
export function KeyField({
  system,
  label = "Key",
  isRequired = false,
  value,
  error,
  onChange,
}: {
  system: SourceSystemId;
  label?: string;
  /** Whether a key must be entered even if the system can do without. */
  isRequired?: boolean;
  value: string;
  error: string | undefined;
  onChange: (key: string) => void;
}) {
  const { hint, optional, canGenerate } = keyHintBySystem[system];
  if (canGenerate) {
    return (
      <SecretInput
        label={label}
        noun="key"
        value={value}
        error={error}
        hint={hint}
        generate={generateKey}
        onChange={onChange}
      />
    );
  }
  return (
    <Field label={label} optional={optional && !isRequired} hint={hint} error={error}>
      <Input
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-[0.8125rem]"
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
      />
    </Field>
  );
}

/** 32 random bytes in hexadecimal. */
function generateKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
