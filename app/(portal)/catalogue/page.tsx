import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { ListPage } from "@/components/data-table/list-page";
import { eventTypePageQuerySchema, eventTypesPerPage, listEventTypePage } from "@/lib/catalogue/list-page";
import { can } from "@/lib/scope/scope";
import { CatalogueTable } from "./catalogue-table";

export const metadata: Metadata = { title: "Event catalog" };

/** The catalog is never empty: the event types of four other systems are built in. */
export default async function CataloguePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("event-types:read");
  const query = eventTypePageQuerySchema.parse(await searchParams);
  const { eventTypes, ...counts } = await listEventTypePage(scope, query);
  return (
    <ListPage
      title="Event catalog"
      description="All event types, with their schemas, samples and subscribed webhooks."
      crumbs={[{ label: "Administration" }, { label: "Integrations" }]}
      create={can(scope, "event-types:write") ? { label: "New event type", href: "/catalogue/new" } : null}
    >
      <CatalogueTable rows={eventTypes} pagination={{ ...counts, size: eventTypesPerPage }} />
    </ListPage>
  );
}
