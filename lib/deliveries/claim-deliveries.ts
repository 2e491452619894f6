import { pool } from "../db";
import { newId } from "../ids";
import { loadWebhooksForSending, type WebhookForSending } from "../webhooks/signing/sign-request";

/** Identifies one attempt of the engine: the delivery, and the number of the attempt. */
export interface AttemptRef {
  deliveryId: string;
  /** 1 for the first. */
  number: number;
}

export interface ClaimedDelivery extends AttemptRef {
  attemptId: string;
  startedAt: Date;
  eventType: string;
  entityType: string;
  body: Buffer;
  contentType: string;
  failureCount: number;
  eventId: string;
  simulated: boolean;
  webhook: WebhookForSending;
}

/** Beyond the timeout: the time to record the outcome before another worker may take over. */
export const leaseMarginSeconds = 5;

// One statement: lock, record the attempt of an interrupted predecessor, take the lease. The next attempt number is the
// condition: a signal that arrives twice (in one batch too: DISTINCT), or a day late, finds it used. No SKIP LOCKED: a
// row that is being released right now must be waited for, or its signal would be lost until the sweep. The first step
// stands alone (MATERIALIZED, and a cast that no partial index fits) so that it always uses the primary key: on a table
// that grew faster than its statistics the planner would rather walk over everything that is pending.
const claimSql = `
  WITH mine AS MATERIALIZED (
    SELECT * FROM deliveries WHERE id = ANY($1::uuid[]) AND state::text = 'pending' ORDER BY id FOR UPDATE
  ), wanted AS (
    SELECT DISTINCT ON (id, number) * FROM unnest($1::uuid[], $2::int[], $3::uuid[]) AS w (id, number, attempt_id)
  ), locked AS (
    SELECT d.*, wanted.attempt_id, w.url, w.timeout_seconds
    FROM mine d JOIN wanted ON wanted.id = d.id JOIN webhooks w ON w.id = d.webhook_id
    WHERE d.state = 'pending' AND d.attempt_count = wanted.number - 1 AND d.next_attempt_at <= now()
      AND (d.lease_until IS NULL OR d.lease_until <= now())
      AND w.state = 'enabled' AND w.deleted_at IS NULL AND d.body IS NOT NULL
  ), interrupted AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, error_code, error_params, destination)
    SELECT lease_token, id, attempt_count, lease_started_at, 'unknown', 'interrupted', '{}', url
    FROM locked WHERE lease_token IS NOT NULL
    ON CONFLICT DO NOTHING
  ), leased AS (
    UPDATE deliveries d
    SET attempt_count = d.attempt_count + 1, lease_token = l.attempt_id, lease_started_at = now(),
        lease_until = now() + make_interval(secs => l.timeout_seconds + ${leaseMarginSeconds})
    FROM locked l WHERE d.id = l.id
  )
  SELECT id AS "deliveryId", attempt_count + 1 AS number, attempt_id AS "attemptId", now() AS "startedAt",
         event_type AS "eventType", entity_type AS "entityType", body, content_type AS "contentType",
         failure_count AS "failureCount", event_id AS "eventId", simulated, webhook_id AS "webhookId"
  FROM locked`;

type Row = Omit<ClaimedDelivery, "webhook"> & { webhookId: string };

/**
 * Leases the attempts that are due and not leased: each is returned to one caller only. The caller records the outcome
 * before the lease ends, or has lost it.
 */
export async function claimDeliveries(refs: readonly AttemptRef[]): Promise<ClaimedDelivery[]> {
  const { rows } = await pool().query<Row>({
    name: "claim-deliveries",
    text: claimSql,
    values: [refs.map((ref) => ref.deliveryId), refs.map((ref) => ref.number), refs.map(() => newId())],
  });
  if (rows.length === 0) return [];
  const webhooks = await loadWebhooksForSending([...new Set(rows.map((row) => row.webhookId))]);
  return rows.map(({ webhookId, ...claim }) => {
    const webhook = webhooks.get(webhookId);
    if (!webhook)
      throw new Error(`Webhook ${webhookId} does not exist, though webhook rows are never deleted.`);
    return { ...claim, webhook };
  });
}
