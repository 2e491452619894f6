import type { ClaimedDelivery } from "@/lib/deliveries/claim-deliveries";
import type { FinishedAttempt } from "@/lib/deliveries/record-attempts";

/** What a successful attempt of a claimed delivery leaves to record, without sending anything. */
export function finishedAttempt({
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

/** The same for an attempt after which the delivery has failed permanently. */
export function failedAttempt(claim: ClaimedDelivery): FinishedAttempt {
  return {
    ...finishedAttempt(claim),
    decision: { kind: "failed" },
    failure: { code: "http_500" },
    responseCode: 500,
  };
}
