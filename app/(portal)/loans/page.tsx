import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { Time } from "@/components/domain/time";
import { entityHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { listDeliveries } from "@/lib/deliveries/queries";

export const metadata: Metadata = { title: "Loans" };

/** Redirects to the loan in `?loanId=`; without it, lists the loans with the latest deliveries. */
export default async function LoansPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:read");
  const loanId = [(await searchParams).loanId].flat()[0]?.trim();
  if (loanId) redirect(entityHref("Loan", loanId));
  const { items } = await listDeliveries(scope, { entityType: "Loan", limit: 200 });
  const latest = new Map<string, string>();
  for (const { entityId, createdAt } of items) if (!latest.has(entityId)) latest.set(entityId, createdAt);
  return (
    <>
      <PageHeader title="Loans" description="Open a loan to see its webhook history." />
      <search>
        <Form action="/loans" className="mb-5 flex max-w-md items-end gap-2">
          <div className="grid flex-1 gap-1.5">
            <Label htmlFor="loan">Loan ID</Label>
            <Input id="loan" name="loanId" autoComplete="off" spellCheck={false} maxLength={200} />
          </div>
          <Button type="submit">Open</Button>
        </Form>
      </search>
      {latest.size > 0 && (
        <Card className="max-w-md">
          <CardHeader>
            <CardTitle>
              <h2>Latest activity</h2>
            </CardTitle>
          </CardHeader>
          <CardContent>
            <ul className="divide-y">
              {[...latest].slice(0, 20).map(([id, at]) => (
                <li key={id} className="flex items-center justify-between gap-3 py-0.5">
                  <Link
                    href={entityHref("Loan", id)}
                    prefetch={false}
                    className="inline-flex min-h-8 min-w-0 items-center text-primary underline-offset-4 wrap-anywhere hover:underline"
                  >
                    {id}
                  </Link>
                  <Time iso={at} className="text-muted-foreground" />
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
      )}
    </>
  );
}
