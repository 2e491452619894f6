import Link from "next/link";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { historyHref } from "@/components/history/history-href";
import type { EntityCounts } from "@/lib/entities/schema";

const states = ["failed", "held", "pending", "succeeded", "discarded"] as const;

/**
 * An entity's deliveries by state, what needs attention first. Each count links to the deliveries with this state.
 * @param path the path of the entity's history
 */
export function StateCounts({ counted: { counts, hasMore }, path }: { counted: EntityCounts; path: string }) {
  return (
    <ul aria-label="Deliveries by state" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {states
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <li key={state}>
            <Link
              href={historyHref(path, { state })}
              prefetch={false}
              className="inline-flex min-h-6 items-center gap-1.5 underline-offset-4 hover:underline touch:min-h-11"
            >
              <span className="font-medium tabular-nums">{counts[state].toLocaleString("en")}</span>
              <DeliveryStateBadge state={state} />
            </Link>
          </li>
        ))}
      {hasMore && (
        <li className="text-muted-foreground">
          of the newest {counts.total.toLocaleString("en")} deliveries
        </li>
      )}
    </ul>
  );
}
