import type { Metadata } from "next";
import Form from "next/form";
import { forbidden, redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PageHeader } from "@/components/shell/page-header";
import { describeTailSearch, findLocalResults, findOnlyWhole } from "@/components/shell/search-result";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { env } from "@/lib/env";
import { can } from "@/lib/scope/scope";
import { search } from "@/lib/search/search";
import { listNavigationGroups } from "../navigation-groups";
import { NoResults } from "./no-results";
import { ResultList } from "./result-list";
import { toResult } from "./to-result";

export const metadata: Metadata = { title: "Search" };

const hint =
  "Search by the beginning of a loan's or other entity's ID, by trace, attempt or event ID or its end as rows show it, or by part of the name of a webhook, event type or partner.";

/** Lists everything that `?q=` finds. Redirects to the only whole match, such as a full ID; half a match is never opened by itself. */
export default async function SearchPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope();
  const canReadDeliveries = can(scope, "deliveries:read");
  if (!canReadDeliveries && !can(scope, "webhooks:read")) forbidden();
  const q = [(await searchParams).q].flat()[0]?.trim().slice(0, 200) ?? "";
  const { matches, tailSearch } = await search(scope, q);
  const results = [
    ...(q ? findLocalResults(q, listNavigationGroups(scope, 0)) : []),
    ...matches.map((match) => toResult(match, can(scope, "webhooks:read"))),
  ];
  const onlyWhole = findOnlyWhole(results);
  if (onlyWhole) redirect(onlyWhole.href);
  return (
    <>
      <PageHeader title="Search" description={hint} />
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
      {results.length > 0 && <ResultList results={results} />}
      {q && results.length === 0 && <NoResults q={q} hint={hint} canOpenLoans={canReadDeliveries} />}
      {tailSearch && (
        <p className="mt-3 max-w-2xl text-muted-foreground">
          {describeTailSearch(tailSearch, env().HOOKLEDGER_TIME_ZONE)}
        </p>
      )}
    </>
  );
}
