"use client";

import { EntityFields } from "@/components/history/entity-fields";
import { EventTypeField } from "@/components/history/event-type-field";
import { TimeFields } from "@/components/history/time-fields";
import { Field } from "@/components/ui/field";
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
  const { entityType, entityId, eventType, matched } = query;
  const entity = { ...(entityType && { entityType }), ...(entityId && { entityId }) };
  return (
    <>
      <EntityFields query={entity} problems={problems} entityTypes={entityTypes} />
      <EventTypeField eventType={eventType} error={problems.eventType} eventTypes={eventTypes} />
      <Field label="Matched" error={problems.matched} className="col-span-2 sm:col-span-1 xl:w-52">
        <Select key={matched} name="matched" defaultValue={matched ?? ""}>
          <option value="">Any</option>
          <option value="none">No webhook matched</option>
        </Select>
      </Field>
      <div className="col-span-2 grid gap-x-3 gap-y-2 sm:grid-cols-2 xl:flex">
        <TimeFields query={query} problems={problems} />
      </div>
    </>
  );
}
