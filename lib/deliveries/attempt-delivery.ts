import { currentTime } from "../clock";
import { getDialect } from "../dialects";
import { log } from "../log";
import { type ClaimedDelivery, leaseMarginSeconds } from "./claim-deliveries";
import { classifyResponse } from "./classify-response";
import { decideNextStep } from "./decide-next-step";
import { type PerformedRequest, startRequest } from "./perform-request";
import {
  type FinishedAttempt,
  type RecordAttemptResult,
  recordAttempt,
  recordAttemptInBatch,
} from "./record-attempts";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

/**
 * Signs and sends a claimed delivery, and records the outcome. Whatever the receiver does is an outcome, not an error. The callbacks must
 * not throw; they are used instead of a promise, which would be a large part of an attempt's cost.
 * @param fail gets only errors of Hookledger itself, such as an unavailable database; an attempt that was not recorded is repeated after
 *   its lease ends
 */
export function attemptDelivery(
  claim: ClaimedDelivery,
  done: (recorded: RecordAttemptResult) => void,
  fail: (error: unknown) => void,
): void {
  const {
    deliveryId,
    number,
    webhook,
    eventType,
    entityType,
    body,
    contentType,
    sequence,
    simulated,
    event,
  } = claim;
  const request = { webhook, eventType, entityType, body, contentType, sequence, simulated, event };
  startRequest(
    { ...request, traceId: deliveryId, number: String(number) },
    (performed) => {
      try {
        record(finishAttempt(claim, performed), done, fail);
      } catch (error) {
        fail(error);
      }
    },
    fail,
  );
}

/** Determines the outcome of a performed request and the delivery's next step. */
function finishAttempt(claim: ClaimedDelivery, performed: PerformedRequest): FinishedAttempt {
  const { deliveryId, attemptId, number, startedAt, webhook, failureCount } = claim;
  const failure = classifyResponse(performed, webhook.successRule);
  const decision = decideNextStep(
    {
      succeeded: failure === null,
      responseCode: performed.responseCode,
      retryAfter: performed.responseHeaders?.["retry-after"],
    },
    { retryDelays: webhook.retryDelays, failureCount, endsRetries: getDialect(webhook.dialect).endsRetries },
    currentTime(),
    Math.random(),
  );
  const leaseEnd = startedAt.getTime() + (webhook.timeoutSeconds + leaseMarginSeconds) * 1_000;
  const identity = { deliveryId, attemptId, webhookId: webhook.id, number, startedAt, leaseEnd };
  return { ...performed, failure, ...identity, decision };
}

function record(
  attempt: FinishedAttempt,
  done: (recorded: RecordAttemptResult) => void,
  fail: (error: unknown) => void,
): void {
  const logAndFinish = (recorded: RecordAttemptResult) => {
    if (recorded.kind === "fenced") logFenced(attempt);
    done(recorded);
  };
  recordAttemptInBatch(attempt, logAndFinish, () => {
    retryUntilLeaseEnds(() => recordAttempt(attempt), attempt.leaseEnd, attempt.deliveryId).then(
      logAndFinish,
      fail,
    );
  });
}

function logFenced({ deliveryId, number }: FinishedAttempt): void {
  log.warn(
    { traceId: deliveryId, number },
    "the lease of this attempt was lost; its outcome was not recorded",
  );
}
