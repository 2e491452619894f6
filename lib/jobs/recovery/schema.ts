import { z } from "zod";
import { timestampSchema } from "../../timestamp";

/** The states of deliveries that did not arrive, in the order in which the dialog lists them. */
export const recoverableStates = ["failed", "held", "discarded"] as const;
export type RecoverableState = (typeof recoverableStates)[number];

/**
 * The dialog's start times: when the oldest delivery was accepted that led to a pause or was held by one, an hour ago, the last 18:00 in the
 * lender's time zone, a day ago.
 */
export const sincePresets = ["paused", "hour", "evening", "day"] as const;
export type SincePreset = (typeof sincePresets)[number];

const timeSchema = timestampSchema("Enter a date and a time.");

/** The input of the dialog "Recover…": a preset, or a start time and optionally an end; for one webhook or for all. */
export const recoveryQuerySchema = z
  .strictObject({
    webhookId: z.uuid("This webhook does not exist.").toLowerCase().optional(),
    since: z.enum(sincePresets).optional(),
    from: timeSchema.optional(),
    to: timeSchema.optional(),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "The end must be after the start.",
  });
export type RecoveryQuery = z.output<typeof recoveryQuerySchema>;

/** The count of deliveries in one state. */
export interface StateCount {
  total: number;
  /** How many match but cannot be sent. */
  excluded: number;
  /** When the oldest and the newest of the `total` deliveries were accepted; null if there are none. */
  oldest: string | null;
  newest: string | null;
}

export interface RecoverableWebhook extends Record<RecoverableState, number> {
  id: string;
  name: string;
  paused: boolean;
}

/** The deliveries that can be recovered, as counted now. */
export interface RecoveryCount {
  webhookId: string | null;
  from: string;
  to: string | null;
  byState: Record<RecoverableState, StateCount>;
  /** Sorted by name. */
  webhooks: RecoverableWebhook[];
  /** The most deliveries per second that a job requests. */
  rate: number;
  /** Whether the user can enable paused webhooks. */
  canEnable: boolean;
}
