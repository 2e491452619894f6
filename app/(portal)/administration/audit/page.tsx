import { Download } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { FilterForm } from "@/components/cursor-list/filter-form";
import { InvalidFilters } from "@/components/cursor-list/list-empty";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listAudit } from "@/lib/audit/list-audit";
import { AuditEmpty } from "./audit-empty";
import { AuditFields } from "./audit-fields";
import { AuditPages } from "./audit-pages";
import {
  auditHref,
  auditPath,
  isNarrowed,
  isUntidyAudit,
  newestQuery,
  parseAuditQuery,
  readAuditQuery,
  type SearchParams,
} from "./audit-query";
import { AuditTable } from "./audit-table";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const params = await searchParams;
  const query = readAuditQuery(params);
  if (isUntidyAudit(params)) redirect(auditHref(query));
  const parsed = parseAuditQuery(query);
  const { items, nextCursor } = parsed.ok
    ? await listAudit(scope, parsed.page)
    : { items: [], nextCursor: null };
  return (
    <>
      <PageHeader
        title="Audit"
        description="Who did what, and when. Entries cannot be changed, and are kept for at least seven years."
        crumbs={[{ label: "Administration" }, { label: "People" }]}
      >
        {parsed.ok &&
          (["csv", "ndjson"] as const).map((format) => (
            <Button key={format} asChild variant="outline">
              <a
                href={`${auditPath}/export?${new URLSearchParams({ ...newestQuery(query), format })}`}
                download
              >
                <Download aria-hidden />
                Export {format.toUpperCase()}
              </a>
            </Button>
          ))}
      </PageHeader>
      <div className="grid grid-cols-1 gap-3">
        <FilterForm path={auditPath} filtered={isNarrowed(query)}>
          <AuditFields query={query} problems={parsed.ok ? {} : parsed.problems} />
        </FilterForm>
        <Card>
          {!parsed.ok ? (
            <InvalidFilters path={auditPath} errors={parsed.problems} />
          ) : items.length > 0 ? (
            <AuditTable entries={items} />
          ) : (
            <AuditEmpty query={query} />
          )}
        </Card>
        <AuditPages query={query} nextCursor={nextCursor} />
      </div>
    </>
  );
}
