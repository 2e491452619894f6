import Link from "next/link";
import { cn } from "@/components/ui/cn";
import type { HealthRange } from "@/lib/statistics/schema";

const labelByRange: Record<HealthRange, string> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

/** "the last 7 days" */
export const formatRange = (range: HealthRange) => `the last ${labelByRange[range]}`;

/** Links that select the range of time of a page's statistics; it is in the URL. The first of `ranges` is the default. */
export function RangeLinks<Range extends HealthRange>({
  path,
  ranges,
  selected,
}: {
  path: string;
  ranges: readonly Range[];
  selected: Range;
}) {
  return (
    <nav aria-label="Time range" className="flex gap-1">
      {ranges.map((range, index) => (
        <Link
          key={range}
          href={index === 0 ? path : `${path}?range=${range}`}
          prefetch={false}
          scroll={false}
          aria-current={range === selected ? "page" : undefined}
          className={cn(
            "inline-flex min-h-7 items-center rounded-md border border-transparent px-2.5 text-xs font-medium text-muted-foreground hover:bg-muted touch:min-h-11",
            range === selected && "border-input bg-muted text-foreground",
          )}
        >
          {labelByRange[range]}
        </Link>
      ))}
    </nav>
  );
}
