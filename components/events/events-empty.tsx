import { Inbox, SearchX } from "lucide-react";
import { EndOfList, NoResults } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";
import { eventListHref } from "./event-href";
import { type EventQuery, hasEventFilters, newestEventPageQuery } from "./event-query";

/** Why a list has no events, and what to do next. */
export function EventsEmpty({
  path,
  query,
  nextCursor,
}: {
  path: string;
  query: EventQuery;
  nextCursor: string | null;
}) {
  if (nextCursor) {
    return (
      <EmptyState
        icon={SearchX}
        title="No results in the 20,000 events searched"
        description="Older events may match. Select “Older” to continue."
      />
    );
  }
  if (query.cursor) {
    return (
      <EndOfList
        newest={eventListHref(newestEventPageQuery(query), path)}
        description="This is the end of the list."
      />
    );
  }
  if (hasEventFilters(query)) return <NoResults path={path} description="No event matches these filters." />;
  const description = "Events appear here as soon as Hookledger receives them.";
  return <EmptyState icon={Inbox} title="No events yet" description={description} />;
}
