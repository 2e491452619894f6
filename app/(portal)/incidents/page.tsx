import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { PrintNote } from "@/components/domain/print-note";
import { TextLink } from "@/components/domain/text-link";
import {
  incidentListHref,
  incidentQueryNeedsNormalizing,
  incidentsPath,
  parseIncidentQuery,
  readIncidentQuery,
} from "@/components/incidents/incident-query";
import { IncidentTable } from "@/components/incidents/incident-table";
import { DeferredRows } from "@/components/live/deferred-rows";
import { PageHeader } from "@/components/shell/page-header";
import { PageTabs } from "@/components/shell/page-tabs";
import { incidentReaders } from "@/lib/incidents/access";
import { listIncidents } from "@/lib/incidents/queries";
import { computeRevision } from "../live/compute-revision";
import { NoIncidents } from "./no-incidents";

export const metadata: Metadata = { title: "Incidents" };

const description =
  "A webhook whose deliveries fail for one reason. An incident closes automatically once the webhook is enabled, none of its deliveries is held, and none is failed for this reason.";

/** The incidents that the user can see: the open ones or the closed ones, the last opened first. */
export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope(incidentReaders);
  const params = await searchParams;
  const query = readIncidentQuery(params);
  if (incidentQueryNeedsNormalizing(params)) redirect(incidentListHref(query));
  const parsed = parseIncidentQuery(query);
  const { items, nextCursor } = parsed.ok
    ? await listIncidents(scope, parsed.page)
    : { items: [], nextCursor: null };
  const { cursor, ...filters } = query;
  const watch = listHref("incidents", query);
  const isOpen = query.state !== "closed";
  const tabs = [
    { label: "Open", href: incidentListHref({ ...filters, state: undefined }), current: isOpen },
    { label: "Closed", href: incidentListHref({ ...filters, state: "closed" }), current: !isOpen },
  ];
  return (
    <>
      <PageHeader title="Incidents" description={description} />
      {query.webhookId && (
        <p className="mb-3">
          Only incidents of one webhook. <TextLink href={incidentsPath}>Show all incidents</TextLink>
        </p>
      )}
      <PageTabs label="Incidents by state" tabs={tabs} />
      <div className="grid grid-cols-1 gap-3">
        <PrintNote />
        <DeferredRows
          key={watch}
          ids={items.map(({ id }) => id)}
          watch={parsed.ok ? watch : null}
          revision={computeRevision(items)}
        >
          {items.length > 0 ? (
            <IncidentTable incidents={items} />
          ) : (
            <NoIncidents query={query} parsed={parsed} />
          )}
        </DeferredRows>
        <Pager
          newest={cursor ? incidentListHref(filters) : null}
          older={nextCursor && incidentListHref({ ...filters, cursor: nextCursor })}
        />
      </div>
    </>
  );
}
