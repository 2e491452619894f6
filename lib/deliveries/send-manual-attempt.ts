import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { newId } from "../ids";
import { wakeWorkers } from "../slots/wake-workers";
import { loadWebhooksForSending } from "../webhooks/signing/sign-request";
import { claimValidMs, leaseMarginSeconds } from "./claim-deliveries";
import { claimManualAttempt, type Throttled } from "./claim-manual-attempt";
import { classifyResponse } from "./classify-response";
import { followJobAttempt } from "./job-failures";
import { loadEventsForUrlTemplates } from "./load-events-for-url-templates";
import { performRequest } from "./perform-request";
import { recordManualAttempt } from "./record-manual-attempt";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

const giveBackSql = `
  UPDATE attempts SET lease_token = NULL, lease_until = NULL, started_at = NULL
  WHERE id = $1 AND lease_token = $2 AND outcome IS NULL`;

/**
 * Sends a requested manual attempt: once, however often it is called. An attempt whose process was killed is recorded with
 * the outcome "unknown" and sent again as a new attempt.
 * @returns whether this call sent it; if its webhook's throttle does not allow it yet, when it will
 */
export async function sendManualAttempt(attemptId: string): Promise<boolean | Throttled> {
  const askedAt = performance.now();
  const token = newId();
  const claim = await claimManualAttempt(attemptId, token);
  if (!claim) return false;
  if ("throttledForMs" in claim) return claim;
  const { attemptId: id, webhookId, eventId, jobId, ...request } = claim;
  const webhook = (await loadWebhooksForSending([webhookId])).get(webhookId);
  // Its settings cannot be read: the attempt waits until they can, like the scheduled ones. Otherwise it would count as interrupted.
  if (!webhook) return giveBack(id, token);
  const { traceId } = claim;
  const leaseEnd = currentTimeMs() + (webhook.timeoutSeconds + leaseMarginSeconds) * 1_000;
  const event = (await loadEventsForUrlTemplates([{ eventId, webhook }])).get(eventId) ?? null;
  if (performance.now() - askedAt > claimValidMs) return giveBack(id, token);
  const performed = await performRequest({ ...request, webhook, event, number: "manual" });
  const failure = classifyResponse(performed, webhook.successRule);
  const outcome = { ...performed, failure };
  const { ordered } = webhook;
  const record = () => recordManualAttempt({ attemptId: id, token, traceId, leaseEnd, ordered, outcome });
  await retryUntilLeaseEnds(record, leaseEnd, traceId);
  if (ordered && failure === null) void wakeWorkers({ webhookIds: [webhookId] });
  if (jobId !== null) await followJobAttempt(jobId, failure === null);
  return true;
}

/** Gives the claim back: the attempt is as it was when it was requested. */
async function giveBack(attemptId: string, token: string): Promise<false> {
  await pool().query(giveBackSql, [attemptId, token]);
  return false;
}
