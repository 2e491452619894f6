import { batch } from "../batch";
import { isDatabaseAway, pool, type Queries, transaction } from "../db";
import { pauseWebhook } from "../webhooks/pause-webhook";
import type { Decision } from "./decide";
import type { PerformedRequest } from "./perform-request";
import { signalGrace } from "./signal-grace";

/** What one finished attempt leaves in the ledger. */
export interface FinishedAttempt extends Omit<PerformedRequest, "complete"> {
  deliveryId: string;
  attemptId: string;
  webhookId: string;
  number: number;
  startedAt: Date;
  decision: Decision;
}

/** Where the delivery stands after the attempt; "fenced": the lease was lost, so nothing was written. */
export type Recorded =
  | { kind: "succeeded" | "held" | "discarded" | "fenced" }
  | { kind: "retry"; webhookId: string; nextAttemptAt: Date; nextNumber: number }
  | { kind: "failed"; webhookId: string; paused: boolean };

// Fenced by the lease token: whoever lost the lease changes nothing. A success counts even when the delivery was
// held or discarded meanwhile, because the receiver has it; a failure leaves those as they are.
const recordSql = `
  WITH r AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::timestamptz[], $5::int[], $6::text[], $7::float8[],
                         $8::text[], $9::text[], $10::text[], $11::json[], $12::int[], $13::json[], $14::bytea[],
                         $15::boolean[], $16::text[], $17::text[], $18::json[], $19::text[])
      AS r (delivery_id, attempt_id, number, started_at, duration_ms, decision, retry_ms, destination, destination_ip,
            source_ip, request_headers, response_code, response_headers, response_body, response_truncated,
            error_code, error_message, timing, method)
  ), mine AS MATERIALIZED (
    SELECT id, state, webhook_id, lease_token FROM deliveries WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE
  ), locked AS (
    SELECT d.id, d.lease_token, d.state AS was, w.state = 'enabled' AND w.deleted_at IS NULL AS enabled
    FROM mine d JOIN webhooks w ON w.id = d.webhook_id
  ), decided AS (
    SELECT l.id, r.*,
           CASE WHEN r.decision = 'succeeded' THEN 'succeeded'
                WHEN l.was <> 'pending' THEN l.was::text
                WHEN r.decision = 'failed' THEN 'failed'
                WHEN l.enabled THEN 'pending'
                ELSE 'held' END::delivery_state AS state
    FROM r JOIN locked l ON l.id = r.delivery_id AND l.lease_token = r.attempt_id
  ), written AS (
    UPDATE deliveries d
    SET state = n.state,
        failure_count = d.failure_count + (n.decision <> 'succeeded')::int,
        next_attempt_at = CASE WHEN n.state = 'pending' THEN now() + n.retry_ms * interval '1 millisecond' END,
        wake_at = CASE WHEN n.state = 'pending'
                       THEN now() + n.retry_ms * interval '1 millisecond' + interval '${signalGrace}' END,
        lease_token = NULL, lease_started_at = NULL, lease_until = NULL,
        last_response_code = n.response_code,
        state_reason = CASE n.state WHEN 'succeeded' THEN NULL WHEN 'failed' THEN n.error_message ELSE d.state_reason END,
        completed_at = CASE WHEN n.state IN ('succeeded', 'failed') THEN now() ELSE d.completed_at END
    FROM decided n WHERE d.id = n.id
    RETURNING d.id, d.state, d.webhook_id, d.next_attempt_at, d.attempt_count
  ), logged AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, duration_ms, outcome, destination, destination_ip,
                          source_ip, request_headers, response_code, response_headers, response_body,
                          response_truncated, error_code, error_message, timing, method)
    SELECT attempt_id, delivery_id, number, started_at, duration_ms,
           CASE decision WHEN 'succeeded' THEN 'succeeded' ELSE 'failed' END::attempt_outcome,
           destination, destination_ip, source_ip, request_headers, response_code, response_headers, response_body,
           response_truncated, error_code, error_message, timing, method
    FROM decided
  )
  SELECT id, state, webhook_id AS "webhookId", next_attempt_at AS "nextAttemptAt", attempt_count AS "attemptCount"
  FROM written`;

type Row = { id: string; state: string; webhookId: string; nextAttemptAt: Date; attemptCount: number };

async function write(db: Queries, attempts: FinishedAttempt[]): Promise<Row[]> {
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  const { rows } = await db.query<Row>(recordSql, [
    attempts.map((attempt) => attempt.deliveryId),
    attempts.map((attempt) => attempt.attemptId),
    attempts.map((attempt) => attempt.number),
    attempts.map((attempt) => attempt.startedAt),
    attempts.map((attempt) => Math.round(attempt.durationMs)),
    attempts.map((attempt) => attempt.decision.kind),
    attempts.map((attempt) => (attempt.decision.kind === "retry" ? attempt.decision.afterMs : null)),
    attempts.map((attempt) => attempt.destination),
    attempts.map((attempt) => attempt.destinationIp),
    attempts.map((attempt) => attempt.sourceIp),
    attempts.map((attempt) => json(attempt.requestHeaders)),
    attempts.map((attempt) => attempt.responseCode),
    attempts.map((attempt) => json(attempt.responseHeaders)),
    attempts.map((attempt) => attempt.responseBody && Buffer.from(attempt.responseBody)),
    attempts.map((attempt) => attempt.responseTruncated),
    attempts.map((attempt) => attempt.errorCode),
    attempts.map((attempt) => attempt.errorMessage),
    attempts.map((attempt) => json(attempt.timing)),
    attempts.map((attempt) => attempt.method),
  ]);
  return rows;
}

async function recordAll(attempts: FinishedAttempt[]): Promise<Recorded[]> {
  const lastFailures = attempts.filter(({ decision }) => decision.kind === "failed");
  if (lastFailures.length === 0) return outcomes(attempts, await write(pool(), attempts), new Set());
  // The last failure and the pause it causes are one fact: no kill may come between them.
  return transaction(async (client) => {
    // Webhook before deliveries, as everywhere: enabling and disabling lock in this order too.
    await client.query("SELECT 1 FROM webhooks WHERE id = ANY($1) ORDER BY id FOR UPDATE", [
      lastFailures.map((attempt) => attempt.webhookId),
    ]);
    const rows = await write(client, attempts);
    const paused = new Set<string>();
    for (const row of rows.filter(({ state }) => state === "failed")) {
      if (await pauseWebhook(client, row.webhookId, row.id)) paused.add(row.id);
    }
    return outcomes(attempts, rows, paused);
  });
}

function outcomes(attempts: FinishedAttempt[], rows: Row[], paused: ReadonlySet<string>): Recorded[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return attempts.map(({ deliveryId }): Recorded => {
    const row = byId.get(deliveryId);
    if (!row) return { kind: "fenced" };
    const { webhookId } = row;
    switch (row.state) {
      case "pending":
        return {
          kind: "retry",
          webhookId,
          nextAttemptAt: row.nextAttemptAt,
          nextNumber: row.attemptCount + 1,
        };
      case "failed":
        return { kind: "failed", webhookId, paused: paused.has(deliveryId) };
      case "succeeded":
      case "held":
      case "discarded":
        return { kind: row.state };
      default:
        throw new Error(`The ledger has a delivery in the unknown state "${row.state}".`);
    }
  });
}

/**
 * Writes one finished attempt down. Attempts that finish at the same time share one statement and one commit; one that
 * Postgres does not take fails alone.
 */
export const recordAttempt = batch(recordAll, {
  max: 500,
  concurrency: 1,
  isolateOnError: (error) => !isDatabaseAway(error),
});
