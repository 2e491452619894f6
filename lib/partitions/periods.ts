import type { Period } from "./partitioned-tables";

const dayMs = 86_400_000;

/** The beginning of the month or week, in UTC, that contains `at`. */
export function startOfPeriod(period: Period, at: Date): Date {
  if (period === "month") return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
  const day = Math.floor(at.getTime() / dayMs);
  // 1 January 1970 was a Thursday, so day -3 was a Monday.
  return new Date((day - ((day + 3) % 7)) * dayMs);
}

/** The beginning of the month or week after the one that contains `at`. */
export function startOfNextPeriod(period: Period, at: Date): Date {
  if (period === "month") return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  return new Date(startOfPeriod(period, at).getTime() + 7 * dayMs);
}
