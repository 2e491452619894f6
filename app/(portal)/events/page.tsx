import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { FilterForm } from "@/components/cursor-list/filter-form";
import { InvalidFilters } from "@/components/cursor-list/list-empty";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { PrintNote } from "@/components/domain/print-note";
import { EventFilterFields } from "@/components/events/event-filter-fields";
import { eventListHref } from "@/components/events/event-href";
import {
  eventQueryNeedsNormalizing,
  hasEventFilters,
  newestEventPageQuery,
  parseEventQuery,
  readEventQuery,
} from "@/components/events/event-query";
import { EventTable } from "@/components/events/event-table";
import { EventsEmpty } from "@/components/events/events-empty";
import { DeferredRows } from "@/components/live/deferred-rows";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { listEvents } from "@/lib/events/timeline/list-events";
import { loadFilterChoices } from "../deliveries/load-filter-choices";
import { computeRevision } from "../live/compute-revision";

export const metadata: Metadata = { title: "Events" };

const eventsPath = "/events";

export default async function EventsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:read");
  const params = await searchParams;
  const query = readEventQuery(params);
  if (eventQueryNeedsNormalizing(params)) redirect(eventListHref(query));
  const parsed = parseEventQuery(query);
  const { items, nextCursor } = parsed.ok
    ? await listEvents(scope, parsed.page)
    : { items: [], nextCursor: null };
  const { entityTypes, eventTypes } = await loadFilterChoices(scope, [], {});
  const watch = listHref("events", query);
  const errors = parsed.ok ? {} : parsed.errors;
  return (
    <>
      <PageHeader
        title="Events"
        description="All received events, newest first, with the states of their deliveries."
      />
      <div className="grid grid-cols-1 gap-3">
        <PrintNote />
        <FilterForm path={eventsPath} filtered={hasEventFilters(query)}>
          <EventFilterFields
            query={query}
            errors={errors}
            entityTypes={entityTypes}
            eventTypes={eventTypes}
          />
        </FilterForm>
        <DeferredRows
          key={watch}
          ids={items.map(({ id }) => id)}
          watch={parsed.ok ? watch : null}
          revision={computeRevision(items)}
        >
          {items.length > 0 && <EventTable events={items} />}
          {items.length === 0 && (
            <Card>
              {!parsed.ok && <InvalidFilters path={eventsPath} errors={errors} />}
              {parsed.ok && <EventsEmpty path={eventsPath} query={query} nextCursor={nextCursor} />}
            </Card>
          )}
        </DeferredRows>
        <Pager
          newest={query.cursor ? eventListHref(newestEventPageQuery(query)) : null}
          older={nextCursor && eventListHref({ ...query, cursor: nextCursor })}
        />
      </div>
    </>
  );
}
