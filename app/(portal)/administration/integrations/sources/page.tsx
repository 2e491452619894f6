import { LogIn } from "lucide-react";
import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { EndOfList } from "@/components/cursor-list/list-empty";
import { listHref, readListQuery, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { ListPage } from "@/components/data-table/list-page";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { can } from "@/lib/scope/scope";
import { listSources } from "@/lib/sources/queries";
import { sourceListQuerySchema } from "@/lib/sources/schema";
import { computeRevision } from "../../../live/compute-revision";
import { integrationCrumbs } from "../crumbs";
import { summarizeWaiting } from "./format-counts";
import { sourcesPath } from "./source-href";
import { SourcesTable } from "./sources-table";

export const metadata: Metadata = { title: "Sources" };

/** All sources that the user can see, newest first. */
export default async function SourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("sources:read");
  const page = sourceListQuerySchema.safeParse(readListQuery(["cursor"], await searchParams));
  // A cursor that no list returned leads to the first page.
  const query = page.success ? page.data : sourceListQuerySchema.parse({});
  const { items, nextCursor } = await listSources(scope, query);
  const partnerNames = await fetchPartnerNames(
    scope,
    items.map(({ partnerId }) => partnerId),
  );
  return (
    <ListPage
      title="Sources"
      description="Take webhooks of other systems and make events of them, without code."
      crumbs={integrationCrumbs}
      create={can(scope, "sources:write") ? { label: "New source", href: `${sourcesPath}/new` } : null}
      empty={
        items.length === 0 &&
        !query.cursor && {
          icon: LogIn,
          title: "No sources yet",
          description:
            "A source has a URL that takes the webhooks of another system, such as PrecisionLender or LoanPro. Each message becomes an event, which your webhooks deliver.",
        }
      }
    >
      {items.length === 0 ? (
        <EndOfList newest={sourcesPath} description="This is the end of the list." />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3 py-2.5">
            <p role="status" className="text-muted-foreground print:hidden">
              {summarizeWaiting(items.reduce((sum, { waiting }) => sum + waiting, 0))}
            </p>
            <LiveWatch
              watch={listHref("sources", { cursor: query.cursor })}
              revision={computeRevision(items)}
            />
            <LiveStatus />
          </div>
          <SourcesTable sources={items} partnerNames={partnerNames} showPartner={scope.partnerId === null} />
        </>
      )}
      <div className="p-3 empty:hidden">
        <Pager
          newest={query.cursor ? sourcesPath : null}
          older={nextCursor && listHref(sourcesPath, { cursor: nextCursor })}
        />
      </div>
    </ListPage>
  );
}
