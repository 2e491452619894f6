"use client";

import { formatInputTime, parseInputTime } from "@/components/cursor-list/input-time";
import { formatAbsoluteTime, zoneLabel } from "@/components/domain/format-time";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RecoveryQuery, SincePreset } from "@/lib/jobs/recovery/schema";
import type { SinceOption } from "./action-types";

/** The selected period: a preset (null: the one that the server suggests), or two times as typed, in the lender's time zone. */
export type SinceChoice = { preset: SincePreset | null } | { preset: "custom"; from: string; to: string };

const customValue = "custom";

/** Returns the period as a query; null while the typed times are incomplete or invalid. `error` is shown at the field "Until". */
export function readSince(
  choice: SinceChoice,
  zone: string,
): { period: Pick<RecoveryQuery, "since" | "from" | "to"> | null; error?: string } {
  if (choice.preset !== customValue) return { period: choice.preset ? { since: choice.preset } : {} };
  const from = parseInputTime(choice.from, zone, "from");
  const to = parseInputTime(choice.to, zone, "to");
  if (!from) return { period: null };
  if (!to) return { period: { from } };
  if (to <= from) return { period: null, error: "The end must be after the start." };
  return { period: { from, to } };
}

/**
 * The fields that select a period.
 * @param options the presets; empty until the server has listed them
 * @param since the preset that the server used
 * @param from the start of the period that the server counted
 */
export function SinceFields({
  choice,
  onChange,
  options,
  since,
  from,
  zone,
}: {
  choice: SinceChoice;
  onChange: (choice: SinceChoice) => void;
  options: readonly SinceOption[];
  since: SincePreset | null;
  from: string | null;
  zone: string;
}) {
  const custom = "from" in choice ? choice : null;
  const { error } = readSince(choice, zone);
  const hint = from && !custom ? `From ${formatAbsoluteTime(Date.parse(from), zone)}` : undefined;
  function select(value: string) {
    const preset = options.find((option) => option.value === value)?.value;
    if (preset) return onChange({ preset });
    onChange({ preset: customValue, from: from ? formatInputTime(from, zone) : "", to: "" });
  }
  return (
    <>
      <Field label="Accepted" hint={hint}>
        <Select value={choice.preset ?? since ?? ""} onChange={(event) => select(event.target.value)}>
          {options.length === 0 && <option value="">Counting…</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          <option value={customValue}>Custom period…</option>
        </Select>
      </Field>
      {custom && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label={`From (${zoneLabel(zone)})`}
            error={custom.from === "" ? "Enter a date and a time." : undefined}
          >
            <Input
              type="datetime-local"
              value={custom.from}
              onChange={({ target }) => onChange({ ...custom, from: target.value })}
            />
          </Field>
          <Field label={`Until (${zoneLabel(zone)})`} optional error={error}>
            <Input
              type="datetime-local"
              value={custom.to}
              onChange={({ target }) => onChange({ ...custom, to: target.value })}
            />
          </Field>
        </div>
      )}
    </>
  );
}
