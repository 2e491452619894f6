import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { eventTypePageSchema, eventTypesOnPage, listEventTypePage } from "@/lib/catalogue/list-page";
import { can } from "@/lib/scope/scope";
import { CatalogueTable } from "./catalogue-table";

export const metadata: Metadata = { title: "Event catalogue" };

/** Never empty: the event types of the four systems ship with the product. */
export default async function CataloguePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("event-types:read");
  const asked = eventTypePageSchema.parse(await searchParams);
  const { eventTypes, ...counts } = await listEventTypePage(scope, asked);
  return (
    <>
      <PageHeader
        title="Event catalogue"
        description="Every event that can be sent here, with its schema, a sample, and who listens to it."
        crumbs={[{ label: "Administration" }, { label: "Integrations" }]}
      >
        {can(scope, "event-types:write") && (
          <Button asChild>
            <Link href="/catalogue/new">
              <Plus aria-hidden />
              New event type
            </Link>
          </Button>
        )}
      </PageHeader>
      <Card>
        <CatalogueTable rows={eventTypes} paged={{ ...counts, size: eventTypesOnPage }} />
      </Card>
    </>
  );
}
