import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { forbidden, redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { EmptyState } from "@/components/domain/empty-state";
import { entityHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { can } from "@/lib/scope/scope";
import { type Match, maxMatches, search } from "@/lib/search/search";
import { toMatchLink } from "./match-link";
import { MatchList } from "./match-list";

export const metadata: Metadata = { title: "Search" };

/** Searches for `?q=`. Redirects to the result if there is only one; lists several results, and an entity whose ID is spelled differently. */
export default async function SearchPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope();
  const canReadDeliveries = can(scope, "deliveries:read");
  if (!canReadDeliveries && !can(scope, "webhooks:read")) forbidden();
  const q = [(await searchParams).q].flat()[0]?.trim().slice(0, 200) ?? "";
  const matches = await search(scope, q);
  const links = matches.map((match) => toMatchLink(match, can(scope, "webhooks:read")));
  const [first] = links;
  if (first && links.length === 1 && isExact(matches[0], q)) redirect(first.href);
  return (
    <>
      <PageHeader
        title="Search"
        description="Search by loan or entity ID, trace ID, attempt ID, event ID or webhook name."
      />
      <search aria-label="Search">
        <Form action="/search" className="mb-5 flex max-w-lg gap-2">
          <Input
            name="q"
            aria-label="Search for"
            defaultValue={q}
            key={q}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
          />
          <Button type="submit">Search</Button>
        </Form>
      </search>
      {first && <MatchList links={links} />}
      {matches.filter(({ kind }) => kind === "webhook").length === maxMatches && (
        <p className="mt-3 text-muted-foreground">
          Showing the first {maxMatches} matching webhooks. Enter more of the name to narrow the search.
        </p>
      )}
      {q && !first && (
        <Card className="max-w-2xl">
          <EmptyState
            icon={SearchX}
            title={`No results for “${q}”`}
            description="Search by full ID or part of a webhook name."
          >
            {canReadDeliveries && (
              <Button asChild variant="outline">
                <Link href={entityHref("Loan", q)} prefetch={false}>
                  Open loan {q.slice(0, 40)}
                </Link>
              </Button>
            )}
          </EmptyState>
        </Card>
      )}
    </>
  );
}

function isExact(match: Match | undefined, q: string): boolean {
  return match?.kind !== "entity" || match.entityId === q;
}
