import { currentTime } from "../clock";
import { dialectOf } from "../dialects";
import { log } from "../log";
import { type ClaimedDelivery, leaseMarginSeconds } from "./claim-deliveries";
import { classifyResponse } from "./classify-response";
import { decideNextStep } from "./decide-next-step";
import { performRequest } from "./perform-request";
import { type FinishedAttempt, type RecordAttemptResult, recordAttempt } from "./record-attempts";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

/**
 * Signs, sends and records a claimed delivery: whatever the receiver does is an outcome. Throws only for errors of our own
 * (the database is unavailable); an attempt that was not recorded is repeated after its lease.
 */
export async function attemptDelivery(claim: ClaimedDelivery): Promise<RecordAttemptResult> {
  const { deliveryId, attemptId, number, startedAt, webhook, failureCount } = claim;
  const performed = await performRequest({ ...claim, traceId: deliveryId, number: String(number) });
  const failure = classifyResponse(performed, webhook.successRule);
  const decision = decideNextStep(
    {
      succeeded: failure === null,
      responseCode: performed.responseCode,
      retryAfter: performed.responseHeaders?.["retry-after"],
    },
    { retryDelays: webhook.retryDelays, failureCount, endsRetries: dialectOf(webhook.dialect).endsRetries },
    currentTime(),
    Math.random(),
  );
  const identity = { deliveryId, attemptId, webhookId: webhook.id, number, startedAt };
  const attempt: FinishedAttempt = { ...performed, failure, ...identity, decision };
  const leaseMs = (webhook.timeoutSeconds + leaseMarginSeconds) * 1_000;
  const recorded = await retryUntilLeaseEnds(() => recordAttempt(attempt), startedAt.getTime() + leaseMs);
  if (recorded.kind === "fenced") {
    log.warn(
      { traceId: deliveryId, number },
      "the lease of this attempt was lost; its outcome was not recorded",
    );
  }
  return recorded;
}
