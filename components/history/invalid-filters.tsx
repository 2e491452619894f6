import { FilterX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";
import type { Problems } from "./history-query";

/** An address whose filters cannot be applied shows nothing, rather than what was not asked for. */
export function InvalidFilters({ path, problems }: { path: string; problems: Problems }) {
  const sentences = [...new Set(Object.values(problems))].join(" ");
  return (
    <EmptyState icon={FilterX} title="These filters cannot be applied" description={sentences}>
      <Button asChild variant="outline">
        <Link href={path} prefetch={false}>
          Clear filters
        </Link>
      </Button>
    </EmptyState>
  );
}
