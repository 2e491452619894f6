import type { ClaimedDelivery } from "@/lib/deliveries/claim-deliveries";
import type { FinishedAttempt } from "@/lib/deliveries/record-attempts";

/** Builds the record of a successful attempt for a claimed delivery, without sending a request. */
export function makeFinishedAttempt({
  deliveryId,
  attemptId,
  webhook,
  number,
}: ClaimedDelivery): FinishedAttempt {
  return {
    deliveryId,
    attemptId,
    webhookId: webhook.id,
    number,
    method: null,
    startedAt: new Date(),
    leaseEnd: Date.now() + 20_000,
    durationMs: 1,
    decision: { kind: "succeeded" },
    destination: "http://127.0.0.1:9/",
    destinationIp: null,
    sourceIp: null,
    requestHeaders: {},
    responseCode: 200,
    responseHeaders: {},
    responseBody: null,
    responseTruncated: false,
    failure: null,
    timing: null,
  };
}

/** Builds the record of an attempt after which the claimed delivery has failed permanently. */
export function makeFailedAttempt(claim: ClaimedDelivery): FinishedAttempt {
  return {
    ...makeFinishedAttempt(claim),
    decision: { kind: "failed" },
    failure: { code: "http_500" },
    responseCode: 500,
  };
}
