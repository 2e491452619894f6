"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** How long what is rotated stays valid. */
export function OverlapField({
  hint,
  value,
  error,
  onChange,
}: {
  hint: string;
  value: string;
  error: string | undefined;
  onChange: (hours: string) => void;
}) {
  return (
    <Field label="Overlap in hours" hint={hint} error={error}>
      <Input
        inputMode="decimal"
        className="w-24"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** Text that is no number becomes NaN, which the schema rejects. */
export function parseOverlapHours(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
