import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { EndOfList, InvalidFilters } from "@/components/cursor-list/list-empty";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { EmptyState } from "@/components/domain/empty-state";
import { EntityTable } from "@/components/entities/entity-table";
import { entityHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { isReadingOlderEvents, listEntities } from "@/lib/entities/queries";
import { entityPageQuerySchema } from "@/lib/entities/schema";

export const metadata: Metadata = { title: "Loans" };

/** Redirects to the loan in `?loanId=`, whose page offers other spellings; without it, lists the loans, those with new events first. */
export default async function LoansPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:read");
  const params = await searchParams;
  const loanId = [params.loanId].flat()[0]?.trim();
  if (loanId) redirect(entityHref("Loan", loanId));
  const cursor = [params.cursor].flat()[0];
  const query = entityPageQuerySchema.safeParse({ entityType: "Loan", cursor });
  const [{ items, nextCursor }, isReading] = await Promise.all([
    query.success ? listEntities(scope, query.data) : { items: [], nextCursor: null },
    isReadingOlderEvents(),
  ]);
  return (
    <>
      <PageHeader title="Loans" description="Loans that events have named, those with new events first." />
      <search>
        <Form action="/loans" className="mb-5 flex max-w-md items-end gap-2">
          <div className="grid flex-1 gap-1.5">
            <Label htmlFor="loan">Loan ID</Label>
            <Input id="loan" name="loanId" autoComplete="off" spellCheck={false} maxLength={200} />
          </div>
          <Button type="submit">Open</Button>
        </Form>
      </search>
      <div className="grid grid-cols-1 gap-3">
        {isReading && (
          <p className="text-muted-foreground">
            Older events are still being read, so some loans are missing in this list. Each can be opened by
            its ID.
          </p>
        )}
        {items.length > 0 ? (
          <EntityTable entityType="Loan" entities={items} caption="Loans" />
        ) : (
          <Card>
            {!query.success && (
              <InvalidFilters path="/loans" errors={{ cursor: "This page of the list does not exist." }} />
            )}
            {query.success && cursor && (
              <EndOfList newest="/loans" description="This is the end of the list." />
            )}
            {query.success && !cursor && (
              <EmptyState
                icon={Landmark}
                title="No loans yet"
                description="A loan appears here seconds after its first event."
              />
            )}
          </Card>
        )}
        <Pager
          newest={cursor ? "/loans" : null}
          older={nextCursor && listHref("/loans", { cursor: nextCursor })}
        />
      </div>
    </>
  );
}
