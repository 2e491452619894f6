import { Inbox, SearchX, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";
import { eventsHref } from "./event-href";
import { type EventQuery, isFilteredEvents, newestEventQuery } from "./event-query";

/** Why a list or a timeline has no events, and what to do next. `nothing` is shown when there never were any. */
export function EventsEmpty({
  path,
  query,
  nextCursor,
  nothing,
}: {
  path: string;
  query: EventQuery;
  nextCursor: string | null;
  nothing: string;
}) {
  if (nextCursor) {
    return (
      <EmptyState
        icon={SearchX}
        title="None among the last 20,000"
        description="There may be older ones: go on with “Older”."
      />
    );
  }
  if (query.cursor) {
    return (
      <EmptyState icon={Undo2} title="Nothing older" description="No event came before these.">
        <NextStep href={eventsHref(newestEventQuery(query), path)}>Go to the newest</NextStep>
      </EmptyState>
    );
  }
  if (isFilteredEvents(query)) {
    return (
      <EmptyState icon={SearchX} title="Nothing matches" description="No event fits these filters.">
        <NextStep href={path}>Clear filters</NextStep>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Inbox} title="No events yet" description={nothing}>
      {path !== "/events" && <NextStep href="/events">See all events</NextStep>}
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
