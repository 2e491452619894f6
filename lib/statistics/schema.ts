import { z } from "zod";

/** The range of the overview: 24 hours in periods of one hour, or 7 days in periods of 6 hours. */
export const overviewRangeSchema = z.enum(["24h", "7d"]).catch("24h");
export type OverviewRange = z.output<typeof overviewRangeSchema>;

/** The range of a webhook's health: the same, or 30 days in periods of one day (in UTC). */
export const healthRangeSchema = z.enum(["24h", "7d", "30d"]).catch("24h");
export type HealthRange = z.output<typeof healthRangeSchema>;

/** The states of a delivery, in the order in which the chart stacks them. */
export const countedStates = ["succeeded", "failed", "held", "pending", "discarded"] as const;
export type CountedState = (typeof countedStates)[number];

/** A span of time in ISO 8601; `to` is exclusive. */
export interface TimeSpan {
  from: string;
  to: string;
}

export interface Period extends TimeSpan {
  counts: Record<CountedState, number>;
}

/** Median and 95th percentile of the response times in a period, in milliseconds; null without requests. */
export interface ResponseTimePeriod extends TimeSpan {
  p50: number | null;
  p95: number | null;
}
