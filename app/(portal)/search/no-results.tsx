import { SearchX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { entityHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** Nothing was found. A loan that no event has named has a page that says so. */
export function NoResults({ q, hint, canOpenLoans }: { q: string; hint: string; canOpenLoans: boolean }) {
  return (
    <Card className="max-w-2xl">
      <EmptyState icon={SearchX} title={`No results for “${q}”`} description={hint}>
        {canOpenLoans && (
          <Button asChild variant="outline">
            <Link href={entityHref("Loan", q)} prefetch={false}>
              Open loan {q.slice(0, 40)}
            </Link>
          </Button>
        )}
      </EmptyState>
    </Card>
  );
}
