import { createHash } from "node:crypto";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** A hash that changes whenever the state or an attempt of one of these deliveries changes. */
export function computeRevision(deliveries: readonly DeliveryWithAttempts[]): string {
  const visible = deliveries.map(({ traceId, state, stateReason, attemptCount, nextAttemptAt, attempts }) => [
    traceId,
    state,
    stateReason,
    attemptCount,
    nextAttemptAt,
    attempts.map(({ id, outcome, startedAt }) => [id, outcome, startedAt]),
  ]);
  return createHash("sha256").update(JSON.stringify(visible)).digest("base64url").slice(0, 22);
}
