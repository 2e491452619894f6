"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { zoneWord } from "@/components/ui/format-time";
import { Input } from "@/components/ui/input";
import { useTimeZones } from "@/components/ui/time-zones";
import { fromInputTime, toInputTime } from "./input-time";

/**
 * A date and time in the zone that was chosen for times, sent as ISO 8601 with its zone. Without JavaScript it is UTC,
 * and the label says so; the page takes a time without a zone for UTC.
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
  const { shown: zone } = useTimeZones();
  const [value, setValue] = useState(iso ?? "");
  const utc = zone === "UTC";
  return (
    <>
      <Field label={`${label} (${zoneWord(zone)})`} error={error} className="xl:w-52">
        <Input
          type="datetime-local"
          key={zone}
          name={utc ? name : undefined}
          defaultValue={toInputTime(value, zone)}
          onChange={({ target }) => setValue(fromInputTime(target.value, zone))}
        />
      </Field>
      {!utc && <input type="hidden" name={name} value={value} />}
    </>
  );
}
