import { z } from "zod";

/** The result of testing a receiver with a delivery of the webhook. */
export const probeSchema = z.object({
  /** The delivery that was sent. */
  traceId: z.uuid(),
  attemptId: z.uuid(),
  /** Null if there was no outcome in time; the attempt continues. */
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  responseCode: z.number().nullable(),
  durationMs: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Probe = z.infer<typeof probeSchema>;

/** The deliveries that enabling a webhook would send, as counted now. */
export interface EnablePlan {
  /** Held deliveries that would be released. */
  held: number;
  /** Failed deliveries that would be resent. */
  failed: number;
  /** When the oldest failed delivery was accepted; null if there is none. */
  oldestFailed: string | null;
  /** Failed deliveries that cannot be resent, because their bodies were removed. */
  excluded: number;
  /** The rate of the job in deliveries per second. */
  rate: number;
  /** The delivery with which the receiver would be tested; null if there is none. */
  test: { traceId: string; state: "failed" | "held" } | null;
}
