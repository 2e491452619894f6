"use client";

import { type ReactNode, useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";

export interface Choice {
  value: string;
  label: string;
  hint?: ReactNode;
}

/** A group of labeled checkboxes. */
export function CheckboxGroup({
  legend,
  choices,
  chosen,
  error,
  onChange,
}: {
  legend: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  error?: string | undefined;
  onChange: (chosen: string[]) => void;
}) {
  const id = useId();
  return (
    <fieldset className="grid gap-1" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {choices.map(({ value, label, hint }, index) => (
          <label key={value} htmlFor={`${id}-${value}`} className="flex min-h-8 gap-2.5 py-1 touch:min-h-11">
            <Checkbox
              id={`${id}-${value}`}
              className="mt-0.5"
              aria-invalid={error && index === 0 ? true : undefined}
              checked={chosen.includes(value)}
              onCheckedChange={(checked) =>
                onChange(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            <span className="grid content-start">
              <span>{label}</span>
              {hint && <span className="text-xs text-muted-foreground">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </fieldset>
  );
}
