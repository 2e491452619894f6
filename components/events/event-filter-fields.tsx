"use client";

import { TimeFields } from "@/components/cursor-list/time-fields";
import { EntityFilterFields, EventTypeField } from "@/components/history/filters/filter-fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { EventQuery } from "./event-query";

/** The filters of the event list. A changed query gives the controls new keys, so that they show its values. */
export function EventFilterFields({
  query,
  errors,
  entityTypes,
  eventTypes,
}: {
  query: EventQuery;
  errors: EventQuery;
  entityTypes: readonly string[];
  eventTypes: readonly { name: string; title: string }[];
}) {
  const { entityType, entityId, eventType, matched } = query;
  const entity = { ...(entityType && { entityType }), ...(entityId && { entityId }) };
  return (
    <>
      <EntityFilterFields query={entity} errors={errors} entityTypes={entityTypes} />
      <EventTypeField
        key={eventType}
        eventType={eventType}
        error={errors.eventType}
        eventTypes={eventTypes}
      />
      <Field label="Matched" error={errors.matched} className="col-span-2 sm:col-span-1 xl:w-52">
        <Select key={matched} name="matched" defaultValue={matched ?? ""}>
          <option value="">Any</option>
          <option value="none">No webhook matched</option>
        </Select>
      </Field>
      <div className="col-span-2 grid gap-x-3 gap-y-2 sm:grid-cols-2 xl:flex">
        <TimeFields query={query} errors={errors} />
      </div>
    </>
  );
}
