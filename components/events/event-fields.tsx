"use client";

import { EntityFields } from "@/components/history/entity-fields";
import { TimeField } from "@/components/history/time-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { EventQuery } from "./event-query";

/** The filters of a list of events. The controls are keyed by what the address says, and so follow it. */
export function EventFields({
  query,
  problems,
  entityTypes,
  eventTypes,
}: {
  query: EventQuery;
  problems: EventQuery;
  entityTypes: readonly string[];
  eventTypes: readonly { name: string; title: string }[];
}) {
  const { entityType, entityId, eventType, matched, from, to } = query;
  const entity = { ...(entityType && { entityType }), ...(entityId && { entityId }) };
  return (
    <>
      <EntityFields query={entity} problems={problems} entityTypes={entityTypes} />
      <Field label="Event type" error={problems.eventType} className="col-span-2 sm:col-span-1 xl:w-56">
        <Input
          key={eventType}
          name="eventType"
          defaultValue={eventType}
          list="event-types"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="event-types">
        {eventTypes.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
      <Field label="Matched" error={problems.matched} className="col-span-2 sm:col-span-1 xl:w-52">
        <Select key={matched} name="matched" defaultValue={matched ?? ""}>
          <option value="">Any</option>
          <option value="none">No webhook matched</option>
        </Select>
      </Field>
      <div className="col-span-2 grid gap-x-3 gap-y-2 sm:grid-cols-2 xl:flex">
        <TimeField key={`from ${from}`} label="From" name="from" iso={from} error={problems.from} />
        <TimeField key={`to ${to}`} label="To" name="to" iso={to} error={problems.to} />
      </div>
    </>
  );
}
