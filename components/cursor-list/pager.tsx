import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Links to the other pages of a list, each a URL or null; renders nothing when there is only one page. */
export function Pager({
  newest,
  newer = null,
  older,
}: {
  newest: string | null;
  newer?: string | null;
  older: string | null;
}) {
  if (!newest && !newer && !older) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2 print:hidden">
      {newest && <PageLink href={newest}>Newest</PageLink>}
      {newer && (
        <PageLink href={newer} rel="prev">
          <ChevronLeft aria-hidden />
          Newer
        </PageLink>
      )}
      {older && (
        <PageLink href={older} rel="next">
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
