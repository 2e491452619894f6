"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";

/** Links to the previous and the next page of a table; they keep the other query parameters. Renders nothing for a single page. */
export function TablePager({ total, page, size }: { total: number; page: number; size: number }) {
  const path = usePathname();
  const params = useSearchParams();
  const pageCount = Math.ceil(total / size);
  if (pageCount <= 1) return null;
  const href = (targetPage: number) => {
    const next = new URLSearchParams(params);
    if (targetPage === 1) next.delete("page");
    else next.set("page", String(targetPage));
    return next.size > 0 ? `${path}?${next}` : path;
  };
  const from = (page - 1) * size + 1;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-end gap-2 border-t px-3 py-2.5">
      <p className="mr-auto text-xs text-muted-foreground">
        {from.toLocaleString("en")} to {Math.min(total, page * size).toLocaleString("en")} of{" "}
        {total.toLocaleString("en")}
      </p>
      {page > 1 && (
        <Button asChild variant="outline">
          <Link href={href(page - 1)} rel="prev" prefetch={false}>
            <ChevronLeft aria-hidden />
            Previous
          </Link>
        </Button>
      )}
      {page < pageCount && (
        <Button asChild variant="outline">
          <Link href={href(page + 1)} rel="next" prefetch={false}>
            Next
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
