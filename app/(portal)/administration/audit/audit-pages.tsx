import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type AuditQuery, auditHref, newestQuery } from "./audit-query";

/** The way back to the newest entries, and on to the older ones. */
export function AuditPages({ query, nextCursor }: { query: AuditQuery; nextCursor: string | null }) {
  if (!query.cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2">
      {query.cursor && (
        <Button asChild variant="outline">
          <Link href={auditHref(newestQuery(query))} prefetch={false}>
            Newest
          </Link>
        </Button>
      )}
      {nextCursor && (
        <Button asChild variant="outline">
          <Link href={auditHref({ ...query, cursor: nextCursor })} rel="next" prefetch={false}>
            Older
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
