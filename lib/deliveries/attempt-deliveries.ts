import { currentTime } from "../clock";
import { dialectOf } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { log } from "../log";
import {
  type AttemptRef,
  type ClaimedDelivery,
  claimDeliveries,
  leaseMarginSeconds,
} from "./claim-deliveries";
import { classifyResponse } from "./classify-response";
import { decideNextStep } from "./decide-next-step";
import { type DueAttempt, handleUnclaimed } from "./handle-unclaimed";
import { loadTemplateEvents } from "./load-template-events";
import { performRequest } from "./perform-request";
import { type FinishedAttempt, type RecordAttemptResult, recordAttempt } from "./record-attempts";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

/** What to signal after attempts: retries at their time, and webhooks that were paused. */
export interface FollowUp {
  retries: DueAttempt[];
  pausedWebhookIds: string[];
}

/** Simultaneous requests of one call. A call has deliveries of one webhook, so this spares its receiver. */
const concurrency = 50;

/**
 * Attempts deliveries: claims the due ones, signs, sends and records each of them, and returns what follows. Safe to
 * call twice with the same attempts, at the same time or later: each is claimed once. Throws only for errors of our own
 * (the database is unavailable); an attempt that was not recorded is repeated after its lease.
 */
export async function attemptDeliveries(refs: readonly AttemptRef[]): Promise<FollowUp> {
  const followUp: FollowUp = { retries: [], pausedWebhookIds: [] };
  for (let start = 0; start < refs.length; start += concurrency) {
    const wanted = refs.slice(start, start + concurrency);
    const claimed = await claimDeliveries(wanted);
    if (claimed.length < wanted.length) {
      const claimedIds = new Set(claimed.map((claim) => claim.deliveryId));
      followUp.retries.push(
        ...(await handleUnclaimed(wanted.filter((ref) => !claimedIds.has(ref.deliveryId)))),
      );
    }
    const events = await loadTemplateEvents(claimed);
    const settled = await Promise.allSettled(
      claimed.map((claim) => attemptDelivery(claim, events.get(claim.eventId) ?? null)),
    );
    for (const [index, result] of settled.entries()) {
      if (result.status === "fulfilled")
        addFollowUp(followUp, claimed[index] as ClaimedDelivery, result.value);
    }
    const rejected = settled.find((result) => result.status === "rejected");
    if (rejected) throw rejected.reason;
  }
  return followUp;
}

async function attemptDelivery(
  claim: ClaimedDelivery,
  event: EventFacts | null,
): Promise<RecordAttemptResult> {
  const { deliveryId, attemptId, number, startedAt, webhook, failureCount } = claim;
  const performed = await performRequest({ ...claim, event, traceId: deliveryId, number: String(number) });
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
  return retryUntilLeaseEnds(() => recordAttempt(attempt), startedAt.getTime() + leaseMs);
}

function addFollowUp(followUp: FollowUp, claim: ClaimedDelivery, recorded: RecordAttemptResult): void {
  const { deliveryId, number, webhook } = claim;
  if (recorded.kind === "retry") {
    const { nextAttemptAt: dueAt, nextNumber } = recorded;
    followUp.retries.push({ deliveryId, webhookId: webhook.id, number: nextNumber, dueAt });
  }
  if (recorded.kind === "failed" && recorded.paused) followUp.pausedWebhookIds.push(webhook.id);
  if (recorded.kind === "fenced") {
    log.warn({ traceId: deliveryId, number }, "this attempt lost its lease; its outcome was not recorded");
  }
}
