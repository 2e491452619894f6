"use client";

import { useState } from "react";
import { zoneLabel } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fromInputTime, type PeriodEnd, toInputTime } from "./input-time";

/** From when until when; keyed by what the address says, and so follows it. */
export function TimeFields({
  query: { from, to },
  errors,
}: {
  query: { from?: string; to?: string };
  errors: { from?: string; to?: string };
}) {
  return (
    <>
      <TimeField key={`from ${from}`} label="From" name="from" iso={from} error={errors.from} />
      <TimeField key={`to ${to}`} label="To" name="to" iso={to} error={errors.to} />
    </>
  );
}

/**
 * A date and time in the zone that was chosen for times, sent as ISO 8601 with its zone. Without JavaScript it is UTC,
 * and the label says so; the page takes a time without a zone for UTC.
 */
function TimeField({
  label,
  name,
  iso,
  error,
}: {
  label: string;
  name: PeriodEnd;
  iso: string | undefined;
  error: string | undefined;
}) {
  const { shown: zone } = useTimeZones();
  const [value, setValue] = useState(iso ?? "");
  const utc = zone === "UTC";
  return (
    <>
      <Field label={`${label} (${zoneLabel(zone)})`} error={error} className="xl:w-52">
        <Input
          type="datetime-local"
          key={zone}
          name={utc ? name : undefined}
          defaultValue={toInputTime(value, zone)}
          onChange={({ target }) => setValue(fromInputTime(target.value, zone, name))}
        />
      </Field>
      {!utc && <input type="hidden" name={name} value={value} />}
    </>
  );
}
