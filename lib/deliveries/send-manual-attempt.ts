import { batch } from "../batch";
import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { newId } from "../ids";
import { announceChanges } from "../live/announce-changes";
import { wakeWorkers } from "../slots/wake-workers";
import { loadWebhooksForSending, type WebhookForSending } from "../webhooks/signing/sign-request";
import { claimValidMs, leaseMarginSeconds } from "./claim-deliveries";
import { claimManualAttempt, type Throttled } from "./claim-manual-attempt";
import { classifyResponse } from "./classify-response";
import { updateJobAfterAttempt } from "./job-failures";
import { loadEventsForUrlTemplates } from "./load-events-for-url-templates";
import { performRequest } from "./perform-request";
import { recordManualAttempt } from "./record-manual-attempt";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

const giveBackSql = `
  UPDATE attempts SET lease_token = NULL, lease_until = NULL, started_at = NULL
  WHERE id = $1 AND lease_token = $2 AND outcome IS NULL`;

/** Attempts that are claimed together load their webhooks together, and each webhook once. */
const loadWebhook = batch<string, WebhookForSending | undefined>(
  async (webhookIds) => {
    const byId = await loadWebhooksForSending([...new Set(webhookIds)]);
    return webhookIds.map((id) => byId.get(id));
  },
  { max: 100, concurrency: 2 },
);

/**
 * Sends a requested manual attempt. If it is called several times for one attempt, only one call sends it. If the process that sends an
 * attempt is killed, the next call records that attempt with the outcome "unknown" and sends a new one.
 * @returns whether this call sent the attempt; if the webhook's throttle does not allow the attempt yet, how long to wait
 */
export async function sendManualAttempt(attemptId: string): Promise<boolean | Throttled> {
  const claimStartedAt = performance.now();
  const token = newId();
  const claim = await claimManualAttempt(attemptId, token);
  if (!claim) return false;
  if ("throttledForMs" in claim) return claim;
  announceChanges("deliveries");
  const { attemptId: id, webhookId, eventId, jobId, ...request } = claim;
  const loaded = await loadForSending(webhookId, eventId).catch(async (error) => {
    await giveBack(id, token).catch(() => {});
    throw error;
  });
  // If the settings cannot be read or the claim is too old, the attempt waits. If it kept its lease, it would later count as interrupted.
  if (!loaded || performance.now() - claimStartedAt > claimValidMs) return giveBack(id, token);
  const { webhook, event } = loaded;
  const { traceId } = claim;
  const leaseEnd = currentTimeMs() + (webhook.timeoutSeconds + leaseMarginSeconds) * 1_000;
  const performed = await performRequest({ ...request, webhook, event, number: "manual" });
  const failure = classifyResponse(performed, webhook.successRule);
  const outcome = { ...performed, failure };
  const { ordered } = webhook;
  const record = () => recordManualAttempt({ attemptId: id, token, traceId, leaseEnd, ordered, outcome });
  await retryUntilLeaseEnds(record, leaseEnd, traceId);
  announceChanges("deliveries");
  if (ordered && failure === null) void wakeWorkers({ webhookIds: [webhookId] });
  if (jobId !== null) await updateJobAfterAttempt(jobId, failure === null);
  return true;
}

/** Loads what is needed to send an attempt; null if the webhook's settings cannot be read. */
async function loadForSending(webhookId: string, eventId: string) {
  const webhook = await loadWebhook(webhookId);
  if (!webhook) return null;
  const events = await loadEventsForUrlTemplates([{ eventId, webhook }]);
  return { webhook, event: events.get(eventId) ?? null };
}

/** Undoes the claim, so that the attempt counts as requested but not started. */
async function giveBack(attemptId: string, token: string): Promise<false> {
  await pool().query(giveBackSql, [attemptId, token]);
  return false;
}
