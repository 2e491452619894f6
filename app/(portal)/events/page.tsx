import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { EventFields } from "@/components/events/event-fields";
import { eventsHref } from "@/components/events/event-href";
import { EventPages } from "@/components/events/event-pages";
import {
  eventsNeedNormalizing,
  isFilteredEvents,
  parseEventQuery,
  readEventQuery,
} from "@/components/events/event-query";
import { EventTable } from "@/components/events/event-table";
import { EventsEmpty } from "@/components/events/events-empty";
import { FilterForm } from "@/components/history/filter-form";
import type { SearchParams } from "@/components/history/history-query";
import { InvalidFilters } from "@/components/history/invalid-filters";
import { PrintNote } from "@/components/history/print-note";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { listEvents } from "@/lib/events/timeline/list-events";
import { loadFilterChoices } from "../deliveries/load-filter-choices";

export const metadata: Metadata = { title: "Events" };

const path = "/events";
const nothing = "When a program posts an event to /api/v1/events, it appears here.";

export default async function EventsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:read");
  const params = await searchParams;
  const query = readEventQuery(params);
  if (eventsNeedNormalizing(params)) redirect(eventsHref(query));
  const parsed = parseEventQuery(query);
  const { items, nextCursor } = parsed.ok
    ? await listEvents(scope, parsed.page)
    : { items: [], nextCursor: null };
  const { entityTypes, eventTypes } = await loadFilterChoices(scope, [], {});
  const problems = parsed.ok ? {} : parsed.problems;
  return (
    <>
      <PageHeader
        title="Events"
        description="Everything that was said to have happened, newest first, and whether a webhook wanted it."
      />
      <div className="grid grid-cols-1 gap-3">
        <PrintNote />
        <FilterForm path={path} filtered={isFilteredEvents(query)}>
          <EventFields query={query} problems={problems} entityTypes={entityTypes} eventTypes={eventTypes} />
        </FilterForm>
        {items.length > 0 ? (
          <EventTable events={items} />
        ) : (
          <Card>
            {parsed.ok ? (
              <EventsEmpty path={path} query={query} nextCursor={nextCursor} nothing={nothing} />
            ) : (
              <InvalidFilters path={path} problems={problems} />
            )}
          </Card>
        )}
        <EventPages path={path} query={query} nextCursor={nextCursor} />
      </div>
    </>
  );
}
