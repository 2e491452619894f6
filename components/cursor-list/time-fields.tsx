"use client";

import { useState, useSyncExternalStore } from "react";
import { zoneLabel } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatInputTime, type PeriodBoundary, parseInputTime } from "./input-time";

/** Fields for the start and the end of a period. A changed query gives the fields new keys, so that they show its times. */
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

const subscribeToNothing = () => () => undefined;
const hasScripts = () => true;
const hasNoScripts = () => false;

/**
 * A date and time in the selected time zone, submitted in UTC. Without JavaScript, and until the page's scripts have started, it is
 * in UTC, as its label says; the page reads a time without a zone as UTC.
 */
function TimeField({
  label,
  name,
  iso,
  error,
}: {
  label: string;
  name: PeriodBoundary;
  iso: string | undefined;
  error: string | undefined;
}) {
  const { selected } = useTimeZones();
  const canConvert = useSyncExternalStore(subscribeToNothing, hasScripts, hasNoScripts);
  const zone = canConvert ? selected : "UTC";
  const [value, setValue] = useState(iso ?? "");
  const isUtc = zone === "UTC";
  return (
    <>
      <Field label={`${label} (${zoneLabel(zone)})`} error={error} className="xl:w-52">
        <Input
          type="datetime-local"
          key={zone}
          name={isUtc ? name : undefined}
          defaultValue={formatInputTime(value, zone)}
          onChange={({ target }) => setValue(parseInputTime(target.value, zone, name))}
        />
      </Field>
      {!isUtc && <input type="hidden" name={name} value={value} />}
    </>
  );
}
