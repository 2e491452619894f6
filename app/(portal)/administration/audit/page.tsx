import { Download } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { FilterForm } from "@/components/cursor-list/filter-form";
import { EndOfList, InvalidFilters, NoResults } from "@/components/cursor-list/list-empty";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listAudit } from "@/lib/audit/list-audit";
import { AuditFilterFields } from "./audit-filter-fields";
import {
  auditPath,
  auditQueryNeedsNormalizing,
  buildAuditHref,
  hasAuditFilters,
  newestAuditPageQuery,
  parseAuditQuery,
  readAuditQuery,
} from "./audit-query";
import { AuditTable } from "./audit-table";

export const metadata: Metadata = { title: "Audit trail" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const params = await searchParams;
  const query = readAuditQuery(params);
  if (auditQueryNeedsNormalizing(params)) redirect(buildAuditHref(query));
  const parsed = parseAuditQuery(query);
  const { items, nextCursor } = parsed.ok
    ? await listAudit(scope, parsed.page)
    : { items: [], nextCursor: null };
  const newestHref = buildAuditHref(newestAuditPageQuery(query));
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Who did what, and when. Entries cannot be changed, and are kept for at least seven years."
        crumbs={[{ label: "Administration" }, { label: "Access" }]}
      >
        {parsed.ok &&
          (["csv", "ndjson"] as const).map((format) => (
            <Button key={format} asChild variant="outline">
              <a href={listHref(`${auditPath}/export`, { ...newestAuditPageQuery(query), format })} download>
                <Download aria-hidden />
                Export {format.toUpperCase()}
              </a>
            </Button>
          ))}
      </PageHeader>
      <div className="grid grid-cols-1 gap-3">
        <FilterForm path={auditPath} filtered={hasAuditFilters(query)}>
          <AuditFilterFields query={query} errors={parsed.ok ? {} : parsed.errors} />
        </FilterForm>
        <Card>
          {!parsed.ok ? (
            <InvalidFilters path={auditPath} errors={parsed.errors} />
          ) : items.length > 0 ? (
            <AuditTable entries={items} />
          ) : query.cursor ? (
            <EndOfList newest={newestHref} description="This is the end of the audit trail." />
          ) : (
            // The audit trail is never empty: it contains at least the user's sign-in.
            <NoResults path={auditPath} description="No entry matches these filters." />
          )}
        </Card>
        <Pager
          newest={query.cursor ? newestHref : null}
          older={nextCursor && buildAuditHref({ ...query, cursor: nextCursor })}
        />
      </div>
    </>
  );
}
