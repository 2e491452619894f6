"use client";

import { useState, useSyncExternalStore } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fromInputTime, toInputTime } from "./input-time";

const never = () => () => undefined;

/**
 * A date and time in the viewer's zone, sent with its zone as ISO 8601. Without JavaScript it is UTC, and the label
 * says so; the page takes a time without a zone for UTC.
 */
export function TimeField({
  label,
  name,
  iso,
  error,
}: {
  label: string;
  name: string;
  iso: string | undefined;
  error: string | undefined;
}) {
  const zone = useSyncExternalStore(never, viewersZone, () => "UTC");
  const [value, setValue] = useState(iso ?? "");
  const utc = zone === "UTC";
  return (
    <>
      <Field label={`${label} (${spoken(zone)})`} error={error} className="xl:w-52">
        <Input
          type="datetime-local"
          key={zone}
          name={utc ? name : undefined}
          defaultValue={toInputTime(value, utc)}
          onChange={({ target }) => setValue(fromInputTime(target.value, utc))}
        />
      </Field>
      {!utc && <input type="hidden" name={name} value={value} />}
    </>
  );
}

function viewersZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "America/New_York" is "New York time". */
function spoken(zone: string): string {
  return zone === "UTC" ? zone : `${zone.split("/").at(-1)?.replaceAll("_", " ")} time`;
}
