import { currentTimeMs } from "../clock";
import { pool, transaction } from "../db";
import { newId } from "../ids";
import { loadWebhooksForSending } from "../webhooks/signing/sign-request";
import { outcomeColumns, outcomeValues } from "./attempt-outcome";
import { leaseMarginSeconds } from "./claim-deliveries";
import { classifyResponse } from "./classify-response";
import { loadTemplateEvents } from "./load-template-events";
import { type PerformedRequest, performRequest, type RequestToPerform } from "./perform-request";
import { retryUntilLeaseEnds } from "./retry-until-lease-ends";

const claimSql = `
  WITH locked AS (
    SELECT a.id, a.delivery_id, a.lease_token IS NOT NULL AS interrupted, a.requested_by,
           w.timeout_seconds
    FROM attempts a JOIN deliveries d ON d.id = a.delivery_id JOIN webhooks w ON w.id = d.webhook_id
    WHERE a.id = $1 AND a.manual AND a.outcome IS NULL AND (a.lease_until IS NULL OR a.lease_until <= now())
    FOR UPDATE OF a
  ), given_up AS (
    UPDATE attempts a
    SET outcome = 'unknown', error_code = 'interrupted', error_params = '{}', lease_until = NULL
    FROM locked l WHERE a.id = l.id AND l.interrupted
  ), repeated AS (
    INSERT INTO attempts (id, delivery_id, manual, requested_by, requested_at, lease_token, lease_until, started_at)
    SELECT $2, delivery_id, true, requested_by, now(), $3,
           now() + make_interval(secs => timeout_seconds + ${leaseMarginSeconds}), now()
    FROM locked WHERE interrupted
  ), leased AS (
    UPDATE attempts a
    SET lease_token = $3, started_at = now(),
        lease_until = now() + make_interval(secs => l.timeout_seconds + ${leaseMarginSeconds})
    FROM locked l WHERE a.id = l.id AND NOT l.interrupted
  )
  SELECT CASE WHEN l.interrupted THEN $2 ELSE l.id END AS "attemptId", d.id AS "traceId",
         d.event_type AS "eventType", d.entity_type AS "entityType", d.body, d.content_type AS "contentType",
         d.simulated, d.event_id AS "eventId", d.webhook_id AS "webhookId"
  FROM locked l JOIN deliveries d ON d.id = l.delivery_id`;

interface Claim extends Omit<RequestToPerform, "webhook" | "event" | "number"> {
  attemptId: string;
  eventId: string;
  webhookId: string;
}

/**
 * Makes a manual attempt that was asked for: once, however often it is called. One that an earlier process was
 * killed in is written down as "unknown outcome" and made once more as a new attempt.
 * @returns whether this call made it.
 */
export async function sendManualAttempt(attemptId: string): Promise<boolean> {
  const token = newId();
  const { rows } = await pool().query<Claim>(claimSql, [attemptId, newId(), token]);
  const [claim] = rows;
  if (!claim) return false;
  const { attemptId: id, webhookId, eventId, ...request } = claim;
  const webhook = (await loadWebhooksForSending([webhookId])).get(webhookId);
  if (!webhook) throw new Error(`Webhook ${webhookId} is gone, though webhooks are never removed.`);
  const { traceId } = claim;
  const leaseEnd = currentTimeMs() + (webhook.timeoutSeconds + leaseMarginSeconds) * 1_000;
  const event = (await loadTemplateEvents([{ eventId, webhook }])).get(eventId) ?? null;
  const performed = await performRequest({ ...request, webhook, event, number: "manual" });
  await retryUntilLeaseEnds(() => record(id, token, traceId, performed, webhook.successRule), leaseEnd);
  return true;
}

const recordSql = `
  UPDATE attempts
  SET outcome = $3::attempt_outcome, lease_token = NULL, lease_until = NULL,
      ${outcomeColumns.map((column, index) => `${column} = $${index + 4}`).join(", ")}
  WHERE id = $1 AND lease_token = $2 AND outcome IS NULL`;

// A delivery that had failed is delivered after all; everything else keeps its state and its schedule.
const deliverySql = `
  UPDATE deliveries
  SET state = CASE WHEN state = 'failed' AND $2 THEN 'succeeded'::delivery_state ELSE state END,
      completed_at = CASE WHEN state = 'failed' AND $2 THEN now() ELSE completed_at END,
      state_reason = CASE WHEN state = 'failed' AND $2 THEN NULL ELSE state_reason END,
      reason_params = CASE WHEN state = 'failed' AND $2 THEN NULL ELSE reason_params END,
      last_response_code = $3
  WHERE id = $1`;

async function record(
  attemptId: string,
  token: string,
  traceId: string,
  performed: PerformedRequest,
  successRule: "200" | "2xx",
): Promise<void> {
  const failure = classifyResponse(performed, successRule);
  const succeeded = failure === null;
  await transaction(async (client) => {
    const { rowCount } = await client.query(recordSql, [
      attemptId,
      token,
      succeeded ? "succeeded" : "failed",
      ...outcomeValues({ ...performed, failure }),
    ]);
    if (rowCount === 1) await client.query(deliverySql, [traceId, succeeded, performed.responseCode]);
  });
}
