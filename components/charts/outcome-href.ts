import { historyHref } from "@/components/history/history-href";
import type { Outcome, Period } from "@/lib/statistics/schema";

/** The list of the deliveries that were made in a period and are in this state now. */
export function outcomeHref(outcome: Outcome, { from, to }: Pick<Period, "from" | "to">): string {
  return historyHref("/deliveries", { state: outcome, from, to });
}
