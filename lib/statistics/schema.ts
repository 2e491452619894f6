import { z } from "zod";

/** What the overview looks back on: 24 hours, hour by hour, or 7 days in steps of 6 hours. */
export const overviewRangeSchema = z.enum(["24h", "7d"]).catch("24h");
export type OverviewRange = z.output<typeof overviewRangeSchema>;

/** What can have become of a delivery, in the order in which the chart stacks them. */
export const outcomes = ["succeeded", "failed", "held", "pending", "discarded"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Period {
  /** ISO 8601; `to` is not part of it. */
  from: string;
  to: string;
  counts: Record<Outcome, number>;
}
