import { Inbox, SearchX, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { historyHref, newestQuery, olderQuery } from "./history-href";
import { type HistoryQuery, isFiltered } from "./history-query";

const everything = "/deliveries";

/** Why a history has no rows, and what to do next. `nothing` is shown when there never were any. */
export function HistoryEmpty({
  path,
  query,
  nothing,
  further,
}: {
  path: string;
  query: HistoryQuery;
  nothing: ReactNode;
  /** When not all of the history was looked through: how far back it was (ISO 8601), and where to go on. */
  further: { cursor: string; searchedBackTo: string } | null;
}) {
  if (further) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing yet"
        description={
          <>
            No delivery of this part of the history, back to <Time iso={further.searchedBackTo} />, fits these
            filters.
          </>
        }
      >
        <NextStep href={historyHref(path, olderQuery(query, further.cursor))}>Look further back</NextStep>
        <NextStep href={path}>Clear filters</NextStep>
      </EmptyState>
    );
  }
  if (query.cursor) {
    return (
      <EmptyState icon={Undo2} title="Nothing older" description="This is the end of the history.">
        <NextStep href={historyHref(path, newestQuery(query))}>Go to the newest</NextStep>
      </EmptyState>
    );
  }
  if (isFiltered(query)) {
    return (
      <EmptyState icon={SearchX} title="Nothing matches" description="No delivery fits these filters.">
        <NextStep href={path}>Clear filters</NextStep>
      </EmptyState>
    );
  }
  if (path === everything) {
    return <EmptyState icon={Inbox} title="No deliveries yet" description={nothing} />;
  }
  return (
    <EmptyState icon={Inbox} title="No webhooks yet" description={nothing}>
      <NextStep href={everything}>See all deliveries</NextStep>
    </EmptyState>
  );
}

function NextStep({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline">
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
