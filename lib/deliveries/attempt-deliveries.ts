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
import { decide } from "./decide";
import { type DueAttempt, handleUnclaimed } from "./handle-unclaimed";
import { loadTemplateEvents } from "./load-template-events";
import { performRequest } from "./perform-request";
import { type FinishedAttempt, type Recorded, recordAttempt } from "./record-attempts";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

/** What has to be signalled after attempts: retries at their time, and webhooks that were paused. */
export interface FollowUp {
  retries: DueAttempt[];
  pausedWebhookIds: string[];
}

/** Requests of one call under way at a time. A call holds deliveries of one webhook, so this spares its receiver. */
const atOnce = 50;

/**
 * Attempts deliveries: claims those that are due, signs, sends and records each, and says what follows. Safe to
 * call twice with the same attempts, at once or later: a claim is given once. Throws only for our own faults (the
 * database is away); what was not recorded then is attempted again after its lease.
 */
export async function attemptDeliveries(refs: readonly AttemptRef[]): Promise<FollowUp> {
  const followUp: FollowUp = { retries: [], pausedWebhookIds: [] };
  for (let start = 0; start < refs.length; start += atOnce) {
    const wanted = refs.slice(start, start + atOnce);
    const claimed = await claimDeliveries(wanted);
    if (claimed.length < wanted.length) {
      const got = new Set(claimed.map((claim) => claim.deliveryId));
      followUp.retries.push(...(await handleUnclaimed(wanted.filter((ref) => !got.has(ref.deliveryId)))));
    }
    const events = await loadTemplateEvents(claimed);
    const settled = await Promise.allSettled(
      claimed.map((claim) => attemptOne(claim, events.get(claim.eventId) ?? null)),
    );
    for (const [index, result] of settled.entries()) {
      if (result.status === "fulfilled") note(followUp, claimed[index] as ClaimedDelivery, result.value);
    }
    const fault = settled.find((result) => result.status === "rejected");
    if (fault) throw fault.reason;
  }
  return followUp;
}

async function attemptOne(claim: ClaimedDelivery, event: EventFacts | null): Promise<Recorded> {
  const { deliveryId, attemptId, number, startedAt, webhook, failureCount } = claim;
  const performed = await performRequest({ ...claim, event, traceId: deliveryId, number: String(number) });
  const failure = classifyResponse(performed, webhook.successRule);
  const decision = decide(
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

function note(followUp: FollowUp, claim: ClaimedDelivery, recorded: Recorded): void {
  const { deliveryId, number, webhook } = claim;
  if (recorded.kind === "retry") {
    const { nextAttemptAt: dueAt, nextNumber } = recorded;
    followUp.retries.push({ deliveryId, webhookId: webhook.id, number: nextNumber, dueAt });
  }
  if (recorded.kind === "failed" && recorded.paused) followUp.pausedWebhookIds.push(webhook.id);
  if (recorded.kind === "fenced") {
    log.warn(
      { traceId: deliveryId, number },
      "the lease of this attempt was lost; its outcome was not written",
    );
  }
}
