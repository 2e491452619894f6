import { z } from "zod";
import { timestampSchema } from "../../timestamp";

/** The states of deliveries that did not arrive, in the order in which the dialog lists them. */
export const recoverableStates = ["failed", "held", "discarded"] as const;
export type RecoverableState = (typeof recoverableStates)[number];

/** Since when: since webhooks were paused, the last hour, the last 18:00 in the lender's time zone, the last 24 hours. */
export const sincePresets = ["paused", "hour", "evening", "day"] as const;
export type SincePreset = (typeof sincePresets)[number];

const timeSchema = timestampSchema("Enter a date and a time.");

/** What the dialog "Recover…" asks for: a preset, or a time and perhaps an end; of one webhook or of all. */
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

/** Deliveries in one state. */
export interface StateCount {
  total: number;
  /** Those that match but cannot be sent. */
  excluded: number;
  /** When the oldest and the newest of `total` were accepted; null if there are none. */
  oldest: string | null;
  newest: string | null;
}

export interface RecoverableWebhook extends Record<RecoverableState, number> {
  id: string;
  name: string;
  paused: boolean;
}

/** What could be recovered, as counted now. */
export interface RecoveryCount {
  webhookId: string | null;
  from: string;
  to: string | null;
  byState: Record<RecoverableState, StateCount>;
  /** By name. */
  webhooks: RecoverableWebhook[];
  /** Deliveries per second that a job requests at most. */
  rate: number;
  /** Whether the user can enable paused webhooks. */
  canEnable: boolean;
}
