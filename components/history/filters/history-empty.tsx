import { Inbox, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { EndOfList, NextStepLink, NoResults } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";
import { Time } from "@/components/domain/time";
import { historyHref, newestHistoryPageQuery, olderHistoryQuery } from "../history-href";
import { type HistoryQuery, hasHistoryFilters } from "./history-query";

const allDeliveriesPath = "/deliveries";

/** Why a history has no rows, and what to do next. */
export function HistoryEmpty({
  path,
  query,
  emptyText,
  searchedBack,
}: {
  path: string;
  query: HistoryQuery;
  /** Shown if there has never been a delivery. */
  emptyText: ReactNode;
  /** Set when the search stopped early: `backTo` (ISO 8601) is the time that it reached, `cursor` continues it. */
  searchedBack: { cursor: string; backTo: string } | null;
}) {
  if (searchedBack) {
    return (
      <EmptyState
        icon={SearchX}
        title="No results so far"
        description={
          <>
            No matching deliveries since <Time iso={searchedBack.backTo} />.
          </>
        }
      >
        <NextStepLink href={historyHref(path, olderHistoryQuery(query, searchedBack.cursor))}>
          Search older deliveries
        </NextStepLink>
        <NextStepLink href={path}>Clear filters</NextStepLink>
      </EmptyState>
    );
  }
  if (query.cursor) {
    return (
      <EndOfList
        newest={historyHref(path, newestHistoryPageQuery(query))}
        description="This is the end of the history."
      />
    );
  }
  if (hasHistoryFilters(query))
    return <NoResults path={path} description="No delivery matches these filters." />;
  if (path === allDeliveriesPath) {
    return <EmptyState icon={Inbox} title="No deliveries yet" description={emptyText} />;
  }
  return (
    <EmptyState icon={Inbox} title="No webhooks sent yet" description={emptyText}>
      <NextStepLink href={allDeliveriesPath}>See all deliveries</NextStepLink>
    </EmptyState>
  );
}
