import { historyHref } from "@/components/history/history-href";
import type { Outcome, Period } from "@/lib/statistics/schema";

/** The deliveries that were created in a period and are in this state now. */
export function outcomeHref(outcome: Outcome, { from, to }: Pick<Period, "from" | "to">): string {
  return historyHref("/deliveries", { state: outcome, from, to });
}
