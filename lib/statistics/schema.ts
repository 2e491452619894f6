import { z } from "zod";

/** The range of the overview: 24 hours in periods of one hour, or 7 days in periods of 6 hours. */
export const overviewRangeSchema = z.enum(["24h", "7d"]).catch("24h");
export type OverviewRange = z.output<typeof overviewRangeSchema>;

/** The states of a delivery, in the order in which the chart stacks them. */
export const countedStates = ["succeeded", "failed", "held", "pending", "discarded"] as const;
export type CountedState = (typeof countedStates)[number];

export interface Period {
  /** ISO 8601; `to` is exclusive. */
  from: string;
  to: string;
  counts: Record<CountedState, number>;
}
