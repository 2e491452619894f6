import { EndOfList, InvalidFilters } from "@/components/cursor-list/list-empty";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { PrintNote } from "@/components/domain/print-note";
import { EntityTabs } from "@/components/events/entity-tabs";
import { EventCard } from "@/components/events/event-card";
import { eventListHref, timelineHref } from "@/components/events/event-href";
import { readEventQuery } from "@/components/events/event-query";
import { DeferredRows } from "@/components/live/deferred-rows";
import { DeferredItems } from "@/components/live/deferred-table-body";
import { Card } from "@/components/ui/card";
import { isPossibleEntity } from "@/lib/entities/schema";
import { listEntityTimeline } from "@/lib/events/timeline/queries";
import { timelinePageQuerySchema } from "@/lib/events/timeline/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { UnknownEntity } from "../entities/unknown-entity";
import { computeRevision } from "../live/compute-revision";

/** The events of an entity, newest first, each with its steps. */
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
  const path = timelineHref(entity.entityType, entity.entityId);
  const page = timelinePageQuerySchema.safeParse({ ...entity, cursor });
  const { items, nextCursor } =
    page.success && isPossibleEntity(entity)
      ? await listEntityTimeline(scope, page.data)
      : { items: [], nextCursor: null };
  const watch = listHref("timeline", { ...entity, cursor });
  return (
    <>
      <EntityTabs {...entity} current="timeline" />
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <DeferredRows
          key={watch}
          ids={items.map(({ id }) => id)}
          watch={page.success ? watch : null}
          revision={computeRevision(items)}
        >
          <DeferredItems
            rows={items.map((event) => ({
              id: event.id,
              value: <EventCard event={event} webhookHref={createWebhookHrefBuilder(scope)} />,
            }))}
          />
        </DeferredRows>
        {items.length === 0 && !cursor && <UnknownEntity scope={scope} entity={entity} />}
        {items.length === 0 && cursor && (
          <Card>
            {page.success ? (
              <EndOfList newest={path} description="This is the end of the timeline." />
            ) : (
              <InvalidFilters path={path} errors={{ cursor: "This page of the timeline does not exist." }} />
            )}
          </Card>
        )}
        <Pager
          newest={cursor ? eventListHref({}, path) : null}
          older={nextCursor && eventListHref({ cursor: nextCursor }, path)}
        />
      </div>
    </>
  );
}

/** Returns a function that gives the URL of a webhook's page, or undefined for users who cannot read webhooks. */
export function createWebhookHrefBuilder(scope: Scope): (webhookId: string) => string | undefined {
  const canOpen = can(scope, "webhooks:read");
  return (webhookId) => (canOpen ? `/administration/integrations/webhooks/${webhookId}` : undefined);
}
