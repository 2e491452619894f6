import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { historyHref, newerQuery, newestQuery, olderQuery } from "./history-href";
import type { HistoryQuery } from "./history-query";

/** The way to the newer and to the older page; nothing when there is only one. */
export function Pager({
  path,
  query,
  nextCursor,
  newerCursor,
}: {
  path: string;
  query: HistoryQuery;
  nextCursor: string | null;
  newerCursor: string | null;
}) {
  if (!newerCursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2 print:hidden">
      {newerCursor && (
        <>
          <PageLink href={historyHref(path, newestQuery(query))}>Newest</PageLink>
          <PageLink href={historyHref(path, newerQuery(query, newerCursor))} rel="prev">
            <ChevronLeft aria-hidden />
            Newer
          </PageLink>
        </>
      )}
      {nextCursor && (
        <PageLink href={historyHref(path, olderQuery(query, nextCursor))} rel="next">
          Older
          <ChevronRight aria-hidden />
        </PageLink>
      )}
    </nav>
  );
}

function PageLink({ href, rel, children }: { href: string; rel?: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline">
      <Link href={href} rel={rel} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
