import { EntityTabs } from "@/components/events/entity-tabs";
import { EventCard } from "@/components/events/event-card";
import { timelineHref } from "@/components/events/event-href";
import { EventPages } from "@/components/events/event-pages";
import { readEventQuery } from "@/components/events/event-query";
import { EventsEmpty } from "@/components/events/events-empty";
import type { SearchParams } from "@/components/history/history-query";
import { InvalidFilters } from "@/components/history/invalid-filters";
import { PrintNote } from "@/components/history/print-note";
import { Card } from "@/components/ui/card";
import { listEntityTimeline } from "@/lib/events/timeline/queries";
import { timelinePageSchema } from "@/lib/events/timeline/schema";
import type { Scope } from "@/lib/scope/scope";
import { webhookHrefFor } from "./webhook-href";

/** What happened to an entity: its tabs and a page of its events, newest first, each with its steps. */
export async function TimelineView({
  scope,
  entity,
  params,
}: {
  scope: Scope;
  entity: { entityType: string; entityId: string };
  params: SearchParams;
}) {
  const { cursor } = readEventQuery(params);
  const query = { ...(cursor && { cursor }) };
  const path = timelineHref(entity.entityType, entity.entityId);
  const page = timelinePageSchema.safeParse({ ...entity, cursor });
  const { items, nextCursor } = page.success
    ? await listEntityTimeline(scope, page.data)
    : { items: [], nextCursor: null };
  return (
    <>
      <EntityTabs {...entity} current="timeline" />
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        {items.map((event) => (
          <EventCard key={event.id} event={event} webhookHref={webhookHrefFor(scope)} />
        ))}
        {items.length === 0 && (
          <Card>
            {page.success ? (
              <EventsEmpty
                path={path}
                query={query}
                nextCursor={nextCursor}
                nothing="Nothing was said to have happened to it. Check the id."
              />
            ) : (
              <InvalidFilters path={path} problems={{ cursor: "There is no such page." }} />
            )}
          </Card>
        )}
        <EventPages path={path} query={query} nextCursor={nextCursor} />
      </div>
    </>
  );
}
