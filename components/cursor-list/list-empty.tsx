import { FilterX, SearchX, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";
import type { ListQuery } from "./list-query";

/** No row matches the filters. `path` is the list without them. */
export function NoResults({ path, description }: { path: string; description: string }) {
  return (
    <EmptyState icon={SearchX} title="No results" description={description}>
      <NextStepLink href={path}>Clear filters</NextStepLink>
    </EmptyState>
  );
}

/** A page beyond the oldest row. */
export function EndOfList({ newest, description }: { newest: string; description: string }) {
  return (
    <EmptyState icon={Undo2} title="No older entries" description={description}>
      <NextStepLink href={newest}>Go to the newest entries</NextStepLink>
    </EmptyState>
  );
}

/** The URL has invalid filters: the list stays empty rather than showing rows that were not asked for. */
export function InvalidFilters({ path, errors }: { path: string; errors: ListQuery<string> }) {
  const messages = [...new Set(Object.values(errors))].join(" ");
  return (
    <EmptyState icon={FilterX} title="Invalid filters" description={messages}>
      <NextStepLink href={path}>Clear filters</NextStepLink>
    </EmptyState>
  );
}

/** A link that an empty list offers. */
export function NextStepLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline">
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
