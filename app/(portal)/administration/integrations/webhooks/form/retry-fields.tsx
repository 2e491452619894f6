"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { findPresetName, type RetryPresets } from "./retry-plan";
import type { FormPartProps } from "./use-webhook-form";

/** The delay after each failed attempt: a preset, or a custom list in seconds. */
export function RetryFields({ values, errors, change, presets }: FormPartProps & { presets: RetryPresets }) {
  const { retryDelays } = values;
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  // A delay is identified only by its index.
  const rows = retryDelays.map((delay, index) => ({ delay, index, inputId: `${id}-${index}` }));
  const setDelay = (at: number, text: string) =>
    change({ retryDelays: retryDelays.map((delay, index) => (index === at ? text : delay)) });
  const remove = (at: number) => {
    change({ retryDelays: retryDelays.filter((_, index) => index !== at) });
    // The button that had the focus was removed with its row.
    addButton.current?.focus();
  };
  return (
    <div className="grid gap-3">
      <Field label="Retries" error={errors.retryDelays}>
        <Select
          className="sm:w-96"
          value={findPresetName(retryDelays, presets)}
          onChange={(event) => {
            const preset = presets[event.target.value];
            if (preset) change({ retryDelays: preset.map(String) });
          }}
        >
          {Object.entries(presets).map(([name, delays]) => (
            <option key={name} value={name}>
              {`${name[0]?.toUpperCase()}${name.slice(1)}: ${delays.map(formatDuration).join(", ")}`}
            </option>
          ))}
          <option value="custom">Custom</option>
        </Select>
      </Field>
      <ol className="grid gap-2 sm:grid-cols-2">
        {rows.map(({ delay, index, inputId }) => {
          const error = errors[`retryDelays.${index}`];
          return (
            <li key={inputId} className="grid content-start gap-1">
              <div className="flex items-center gap-2">
                <label htmlFor={inputId} className="w-16 shrink-0 text-muted-foreground">
                  Retry {index + 1}
                </label>
                <Input
                  id={inputId}
                  inputMode="numeric"
                  className="w-24"
                  value={delay}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? `${inputId}-unit ${inputId}-error` : `${inputId}-unit`}
                  onChange={(event) => setDelay(index, event.target.value)}
                />
                <span id={`${inputId}-unit`} className="min-w-0 flex-1 text-xs text-muted-foreground">
                  seconds{Number(delay) >= 60 && ` = ${formatDuration(Math.round(Number(delay)))}`}
                </span>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove retry ${index + 1}`}
                  onClick={() => remove(index)}
                >
                  <X aria-hidden />
                </Button>
              </div>
              <FieldError id={`${inputId}-error`}>{error}</FieldError>
            </li>
          );
        })}
      </ol>
      <Button
        variant="outline"
        size="sm"
        className="w-fit"
        ref={addButton}
        onClick={() => change({ retryDelays: [...retryDelays, retryDelays.at(-1) ?? "60"] })}
      >
        <Plus aria-hidden />
        Add retry
      </Button>
    </div>
  );
}
