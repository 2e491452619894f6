"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DialectView } from "@/lib/dialects/schema";
import { receiverPresets } from "@/lib/receiver-presets/presets";
import type { FormValues } from "./form-values";
import { toDialectValues, toPresetValues } from "./format-values";
import { LoanProOptions } from "./options/loanpro";
import { OptionFields } from "./options/option-fields";
import type { OptionProps } from "./options/option-props";
import type { FormPartProps } from "./use-webhook-form";

/**
 * The wire format of a new webhook: a dialect with its defaults, or a preset, which also fills in a template and event triggers.
 * It is fixed once the webhook is saved.
 */
export function FormatField({
  errors,
  change,
  dialects,
  dialect,
  newKeys,
  presetId,
  setPresetId,
}: Omit<FormPartProps, "values"> & {
  dialects: readonly DialectView[];
  dialect: DialectView;
  /** A new key for each dialect; null for a saved webhook. */
  newKeys: Readonly<Record<string, string>> | null;
  /** The chosen preset; empty if there is none. */
  presetId: string;
  setPresetId: (presetId: string) => void;
}) {
  if (newKeys === null) {
    return (
      <div className="grid content-start gap-1.5">
        <p className="font-medium">{dialect.title}</p>
        <p className="text-xs text-muted-foreground">
          {dialect.description} The format is fixed once the webhook is created.
        </p>
      </div>
    );
  }
  const choose = (id: string) => {
    const preset = receiverPresets.find((candidate) => candidate.id === id);
    const dialectId = preset?.dialect ?? id;
    const chosenDialect = dialects.find((candidate) => candidate.id === dialectId);
    if (!chosenDialect) return;
    setPresetId(preset?.id ?? "");
    change((current) => ({
      ...toDialectValues(chosenDialect, newKeys[dialectId] ?? current.key),
      ...(preset ? toPresetValues(preset, current) : {}),
    }));
  };
  const preset = receiverPresets.find(({ id }) => id === presetId);
  return (
    <Field label="Format" hint={preset?.hint ?? dialect.description} error={errors.dialect}>
      <Select value={preset?.id ?? dialect.id} onChange={(event) => choose(event.target.value)}>
        <optgroup label="Your own receiver">
          {dialects.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </optgroup>
        <optgroup label="Chat and alerting services">
          {receiverPresets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </optgroup>
      </Select>
    </Field>
  );
}

/** The fields of dialects for which `OptionFields`, with one field for each option, is not enough. */
const optionFieldsByDialect: Record<string, (props: OptionProps) => React.ReactNode> = {
  loanpro: LoanProOptions,
};

/** The HTTP method and the format's own options. */
export function FormatOptions({
  values,
  errors,
  change,
  dialect,
  presetId,
}: FormPartProps & { dialect: DialectView; presetId: string }) {
  const Options = optionFieldsByDialect[dialect.id] ?? OptionFields;
  return (
    <>
      {dialect.methods.length > 1 && (
        <Field
          label="Method"
          hint={values.method === "GET" ? "A GET request has no body, only its URL and headers." : ""}
          error={errors.method}
        >
          <Select
            className="sm:w-48"
            value={values.method}
            onChange={(event) => change({ method: event.target.value as FormValues["method"] })}
          >
            {dialect.methods.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </Select>
        </Field>
      )}
      <Options
        // A preset replaces the typed options, so React must mount the fields again.
        key={`${dialect.id} ${presetId}`}
        dialect={dialect}
        options={values.options}
        errors={errors}
        setOptions={(changed) => change((current) => ({ options: { ...current.options, ...changed } }))}
      />
    </>
  );
}
