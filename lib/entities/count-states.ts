import type { DeliveryCounts } from "../events/timeline/schema";
import type { EntityCounts } from "./schema";

/**
 * Counts deliveries by state.
 * @param states the states of an entity's deliveries, the newest first
 * @param max only the first so many are counted
 */
export function countStates(
  states: readonly Exclude<keyof DeliveryCounts, "total">[],
  max: number,
): EntityCounts {
  const counts: DeliveryCounts = { total: 0, pending: 0, succeeded: 0, failed: 0, held: 0, discarded: 0 };
  for (const state of states.slice(0, max)) {
    counts[state] += 1;
    counts.total += 1;
  }
  return { counts, hasMore: states.length > max };
}
