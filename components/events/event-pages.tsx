import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { eventsHref } from "./event-href";
import { type EventQuery, newestEventQuery } from "./event-query";

/** The way back to the newest events, and on to the older ones; nothing when there is only one page. */
export function EventPages({
  path,
  query,
  nextCursor,
}: {
  path: string;
  query: EventQuery;
  nextCursor: string | null;
}) {
  if (!query.cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2 print:hidden">
      {query.cursor && (
        <Button asChild variant="outline">
          <Link href={eventsHref(newestEventQuery(query), path)} prefetch={false}>
            Newest
          </Link>
        </Button>
      )}
      {nextCursor && (
        <Button asChild variant="outline">
          <Link
            href={eventsHref({ ...newestEventQuery(query), cursor: nextCursor }, path)}
            rel="next"
            prefetch={false}
          >
            Older
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
