import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { newId } from "../ids";
import { loadWebhooksForSending } from "../webhooks/signing/sign-request";
import { bodySql } from "./body-sql";
import { claimValidMs, leaseMarginSeconds } from "./claim-deliveries";
import { classifyResponse } from "./classify-response";
import { followJobAttempt } from "./job-failures";
import { loadEventsForUrlTemplates } from "./load-events-for-url-templates";
import { performRequest, type RequestToPerform } from "./perform-request";
import { recordManualAttempt } from "./record-manual-attempt";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

// The attempt that repeats an interrupted one takes its job over: a delivery has one attempt of a job. So the interrupted one is
// changed first, and the other is inserted from what that returns.
const claimSql = `
  WITH locked AS (
    SELECT a.id, a.delivery_id, a.lease_token IS NOT NULL AS interrupted, a.requested_by, a.job_id,
           w.timeout_seconds
    FROM attempts a JOIN deliveries d ON d.id = a.delivery_id JOIN webhooks w ON w.id = d.webhook_id
    WHERE a.id = $1 AND a.manual AND a.outcome IS NULL AND (a.lease_until IS NULL OR a.lease_until <= now())
    FOR UPDATE OF a
  ), interrupted AS (
    UPDATE attempts a
    SET outcome = 'unknown', error_code = 'interrupted', error_params = '{}', lease_until = NULL, job_id = NULL
    FROM locked l WHERE a.id = l.id AND l.interrupted
    RETURNING l.*
  ), repeated AS (
    INSERT INTO attempts (id, delivery_id, manual, requested_by, requested_at, lease_token, lease_until, started_at, job_id)
    SELECT $2, delivery_id, true, requested_by, now(), $3,
           now() + make_interval(secs => timeout_seconds + ${leaseMarginSeconds}), now(), job_id
    FROM interrupted
  ), leased AS (
    UPDATE attempts a
    SET lease_token = $3, started_at = now(),
        lease_until = now() + make_interval(secs => l.timeout_seconds + ${leaseMarginSeconds})
    FROM locked l WHERE a.id = l.id AND NOT l.interrupted
  )
  SELECT CASE WHEN l.interrupted THEN $2 ELSE l.id END AS "attemptId", d.id AS "traceId",
         d.event_type AS "eventType", d.entity_type AS "entityType", ${bodySql} AS body, d.content_type AS "contentType",
         d.simulated, d.event_id AS "eventId", d.webhook_id AS "webhookId", l.job_id AS "jobId"
  FROM locked l JOIN deliveries d ON d.id = l.delivery_id`;

const giveBackSql = `
  UPDATE attempts SET lease_token = NULL, lease_until = NULL, started_at = NULL
  WHERE id = $1 AND lease_token = $2 AND outcome IS NULL`;

interface Claim extends Omit<RequestToPerform, "webhook" | "event" | "number"> {
  attemptId: string;
  eventId: string;
  webhookId: string;
  jobId: string | null;
}

/**
 * Sends a requested manual attempt: once, however often it is called. An attempt whose process was killed is recorded with
 * the outcome "unknown" and sent again as a new attempt.
 * @returns whether this call sent it.
 */
export async function sendManualAttempt(attemptId: string): Promise<boolean> {
  const askedAt = performance.now();
  const token = newId();
  const { rows } = await pool().query<Claim>(claimSql, [attemptId, newId(), token]);
  const [claim] = rows;
  if (!claim) return false;
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
  const record = () => recordManualAttempt({ attemptId: id, token, traceId, leaseEnd, outcome });
  await retryUntilLeaseEnds(record, leaseEnd, traceId);
  if (jobId !== null) await followJobAttempt(jobId, failure === null);
  return true;
}

/** Gives the claim back: the attempt is as it was when it was requested. */
async function giveBack(attemptId: string, token: string): Promise<false> {
  await pool().query(giveBackSql, [attemptId, token]);
  return false;
}
