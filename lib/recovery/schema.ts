import { z } from "zod";

/** What came back from a test of a receiver with one of its own deliveries. */
export const probeSchema = z.object({
  /** The delivery that was sent. */
  traceId: z.uuid(),
  attemptId: z.uuid(),
  /** Null: not known in time; the attempt goes on. */
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  responseCode: z.number().nullable(),
  durationMs: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Probe = z.infer<typeof probeSchema>;

/** What enabling a webhook would do, as counted now. */
export interface EnablePlan {
  /** Held deliveries that would be released. */
  held: number;
  /** Failed deliveries that would be resent. */
  failed: number;
  /** When the oldest of the failed ones was accepted. */
  oldestFailed: string | null;
  /** Failed deliveries whose body was removed. */
  excluded: number;
  /** Deliveries per second. */
  rate: number;
  /** The delivery with which the receiver would be tested. */
  test: { traceId: string; state: "failed" | "held" } | null;
}
