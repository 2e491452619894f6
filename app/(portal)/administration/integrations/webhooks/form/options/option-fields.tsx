"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { findSettingError } from "../setting-errors";
import { formatOptionName, type OptionProps, type OptionSchema, readOptionSchemas } from "./option-props";

/**
 * A field for each option of a dialect, from its JSON Schema: text, choice, checkbox, number, list of texts.
 * @param only the names of the options to show; default: all.
 */
export function OptionFields({
  dialect,
  options,
  errors,
  setOptions,
  only,
}: OptionProps & { only?: string[] }) {
  const schemas = Object.entries(readOptionSchemas(dialect)).filter(([name]) => only?.includes(name) ?? true);
  if (schemas.length === 0) return null;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {schemas.map(([name, schema]) => (
        <OptionField
          key={name}
          label={schema.title ?? formatOptionLabel(name)}
          schema={schema}
          value={options[name] ?? schema.default}
          error={findSettingError(errors, `options.${name}`)}
          onChange={(value) => setOptions({ [name]: value })}
        />
      ))}
    </div>
  );
}

function OptionField({
  label,
  schema,
  value,
  error,
  onChange,
}: {
  label: string;
  schema: OptionSchema;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}) {
  const id = useId();
  if (schema.type === "boolean") {
    return (
      <label htmlFor={id} className="flex min-h-8 items-start gap-2 py-1 touch:min-h-11">
        <Checkbox id={id} className="mt-0.5" checked={value === true} onCheckedChange={onChange} />
        <span className="grid">
          <span className="font-medium">{label}</span>
          <span className="text-xs text-muted-foreground">{schema.description}</span>
        </span>
      </label>
    );
  }
  return (
    <Field label={label} hint={schema.description} error={error}>
      {renderControl(schema, value, onChange)}
    </Field>
  );
}

function renderControl(schema: OptionSchema, value: unknown, onChange: (value: unknown) => void) {
  if (schema.enum) {
    return (
      <Select value={String(value ?? "")} onChange={(event) => onChange(event.target.value)}>
        {value === undefined && <option value="" />}
        {schema.enum.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </Select>
    );
  }
  if (schema.type === "array") {
    const lines = Array.isArray(value) ? value.join("\n") : "";
    const splitLines = (text: string) => (text === "" ? [] : text.split("\n").map((line) => line.trim()));
    return (
      <Textarea
        rows={3}
        placeholder="One per line"
        value={lines}
        onChange={(event) => onChange(splitLines(event.target.value))}
      />
    );
  }
  const isLong = (schema.maxLength ?? 0) > 1_000;
  const text = value === undefined || value === null ? "" : String(value);
  if (isLong) return <Textarea value={text} onChange={(event) => onChange(event.target.value)} />;
  const isNumber = schema.type === "number" || schema.type === "integer";
  return (
    <Input
      autoComplete="off"
      inputMode={isNumber ? "numeric" : undefined}
      value={text}
      onChange={({ target }) =>
        onChange(isNumber && target.value !== "" ? Number(target.value) : target.value)
      }
    />
  );
}

/** Formats "tenantId" as "Tenant id". */
function formatOptionLabel(name: string): string {
  const text = formatOptionName(name);
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
