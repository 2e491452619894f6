import { formatSuccessRate } from "@/components/domain/format-number";
import type { WebhookStatistics } from "@/lib/statistics/webhook-statistics";

type AttemptedCounts = Pick<WebhookStatistics, "delivered" | "failing">;

/** Formats counts as "Last 24 hours: 120 delivered, 3 failed or retrying". */
export function formatDayCounts({ delivered, failing }: AttemptedCounts): string {
  if (delivered + failing === 0) return "Last 24 hours: no data";
  const failed = failing.toLocaleString("en");
  return `Last 24 hours: ${delivered.toLocaleString("en")} delivered, ${failed} failed or retrying`;
}

/** Formats a success rate as "99.9%", or "no data" if no delivery was attempted. Simulated deliveries do not count. */
export function formatSuccessRateLabel({ delivered, failing }: AttemptedCounts): string {
  return formatSuccessRate(delivered, failing) ?? "no data";
}
