"use client";

import { useState } from "react";
import { Section } from "@/components/domain/section";
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

/** The fields of dialects for which `OptionFields`, with one field for each option, is not enough. */
const optionFieldsByDialect: Record<string, (props: OptionProps) => React.ReactNode> = {
  loanpro: LoanProOptions,
};

/** The wire format: chosen for a new webhook, together with its defaults; fixed once the webhook is saved. */
export function FormatFields({
  values,
  errors,
  change,
  dialects,
  newKeys,
}: FormPartProps & { dialects: readonly DialectView[]; newKeys: Readonly<Record<string, string>> | null }) {
  const [presetId, setPresetId] = useState("");
  const dialect = dialects.find(({ id }) => id === values.dialect);
  if (!dialect) return null;
  const preset = receiverPresets.find(({ id }) => id === presetId);
  const chooseDialect = (id: string) => {
    const chosenDialect = dialects.find((candidate) => candidate.id === id);
    if (!chosenDialect || !newKeys) return;
    setPresetId("");
    change(toDialectValues(chosenDialect, newKeys[id] ?? values.key));
  };
  const choosePreset = (id: string) => {
    const chosenPreset = receiverPresets.find((candidate) => candidate.id === id);
    if (chosenPreset) chooseDialect(chosenPreset.dialect);
    setPresetId(id);
    if (chosenPreset) change((current) => toPresetValues(chosenPreset, current));
  };
  const Options = optionFieldsByDialect[dialect.id] ?? OptionFields;
  return (
    <Section title="Format" description="The request body, headers and signature, and the type of key.">
      <div className="grid gap-5 sm:grid-cols-2">
        {newKeys && (
          <Field
            className="sm:col-span-2"
            label="Start from"
            optional
            hint={
              preset?.hint ?? "Fills in a body template and event triggers for a chat or an alerting service."
            }
          >
            <Select
              className="sm:w-96"
              value={presetId}
              onChange={(event) => choosePreset(event.target.value)}
            >
              <option value="">Your own receiver</option>
              {receiverPresets.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {newKeys ? (
          <Field label="Format" hint={dialect.description} error={errors.dialect}>
            <Select value={dialect.id} onChange={(event) => chooseDialect(event.target.value)}>
              {dialects.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
        ) : (
          <div className="grid content-start gap-1">
            <p className="font-medium">{dialect.title}</p>
            <p className="text-xs text-muted-foreground">
              {dialect.description} The format is fixed once the webhook is created.
            </p>
          </div>
        )}
        {dialect.methods.length > 1 && (
          <Field
            label="Method"
            hint={values.method === "GET" ? "A GET request has no body, only its URL and headers." : ""}
            error={errors.method}
          >
            <Select
              value={values.method}
              onChange={(event) => change({ method: event.target.value as FormValues["method"] })}
            >
              {dialect.methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      <Options
        // A preset replaces the typed options, so React must mount the fields again.
        key={`${dialect.id} ${presetId}`}
        dialect={dialect}
        options={values.options}
        errors={errors}
        setOptions={(changed) => change((current) => ({ options: { ...current.options, ...changed } }))}
      />
    </Section>
  );
}
