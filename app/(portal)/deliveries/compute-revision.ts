import { createHash } from "node:crypto";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** A short text that is another one as soon as the rows of these deliveries would look different. */
export function computeRevision(deliveries: readonly DeliveryWithAttempts[]): string {
  const seen = deliveries.map(({ traceId, state, stateReason, attemptCount, nextAttemptAt, attempts }) => [
    traceId,
    state,
    stateReason,
    attemptCount,
    nextAttemptAt,
    attempts.map(({ id, outcome, startedAt }) => [id, outcome, startedAt]),
  ]);
  return createHash("sha256").update(JSON.stringify(seen)).digest("base64url").slice(0, 22);
}
