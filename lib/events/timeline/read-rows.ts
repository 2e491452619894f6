import { pool } from "../../db";
import { waitingSql } from "../../lines/line-sql";
import { ofEventSql } from "../../partitions/of-event-sql";
import type { AttemptRow, DeliveryRow, WebhookStateChange } from "./delivery-steps";
import type { NamedWebhook } from "./schema";

// Each query serves a whole page of events with one statement, and reads a bounded number of rows per event.

// Deliveries that did not succeed come first, so that the limit does not drop them.
const deliveriesSql = `
  SELECT d.*, json_build_object('id', w.id, 'name', w.name) AS webhook
  FROM unnest($1::uuid[]) AS e (id)
  CROSS JOIN LATERAL (
    SELECT d.id AS "traceId", d.event_id AS "eventId", d.webhook_id, d.state, d.state_reason AS "stateReason",
           d.reason_params AS "reasonParams", d.failure_count AS "failureCount",
           coalesce(o.attempt_count, d.attempt_count) AS "attemptCount",
           CASE WHEN d.state = 'pending' THEN nullif(o.due_at, ${waitingSql}) END AS "nextAttemptAt",
           CASE WHEN d.state = 'pending' AND o.lease_until > now() THEN o.lease_started_at END AS "sendingSince",
           d.created_at AS "createdAt", d.completed_at AS "completedAt", d.released_at AS "releasedAt",
           (SELECT requested_by FROM jobs WHERE jobs.id = d.release_job_id) AS "releasedBy",
           d.replay_job_id IS NOT NULL AS replayed,
           (SELECT requested_by FROM jobs WHERE jobs.id = d.replay_job_id) AS "replayedBy"
    FROM deliveries d LEFT JOIN open_deliveries o ON o.delivery_id = d.id
    WHERE ${ofEventSql("e.id")} AND ($2::uuid IS NULL OR d.partner_id = $2)
    ORDER BY d.state = 'succeeded', d.id LIMIT $3
  ) d
  JOIN webhooks w ON w.id = d.webhook_id
  ORDER BY d."traceId"`;

/** Reads the deliveries that a partner (null: the lender) can see, by event ID, at most `limit` of each event. */
export async function readDeliveries(
  eventIds: readonly string[],
  partnerId: string | null,
  limit: number,
): Promise<Map<string, DeliveryRow[]>> {
  const { rows } = await pool().query<DeliveryRow>(deliveriesSql, [eventIds, partnerId, limit]);
  return groupRows(rows, (row) => row.eventId);
}

const maxAttemptRows = 60;
const attemptsSql = `
  SELECT a.* FROM unnest($1::uuid[]) AS d (id)
  CROSS JOIN LATERAL (
    SELECT a.id, a.delivery_id AS "traceId", a.number, a.manual, a.requested_by AS "requestedBy",
           a.requested_at AS "requestedAt", a.started_at AS "startedAt", a.duration_ms AS "durationMs", a.outcome,
           a.response_code AS "responseCode", a.error_code AS "errorCode",
           a.error_params AS "errorParams", a.error_message AS "errorMessage"
    FROM attempts a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT ${maxAttemptRows}
  ) a
  ORDER BY a.id`;

/** Reads the last 60 attempts of each delivery, by trace ID. */
export async function readAttempts(traceIds: readonly string[]): Promise<Map<string, AttemptRow[]>> {
  const { rows } = await pool().query<AttemptRow>(attemptsSql, [traceIds]);
  return groupRows(rows, (row) => row.traceId);
}

const maxChanges = 40;
const stateChangesSql = `
  SELECT a.id, a.at, a.actor_name, a.action, a.details FROM audit_entries a
  WHERE a.target_type = 'webhook' AND a.target_id = d.webhook_id
    AND a.action IN ('webhook.paused', 'webhook.disabled', 'webhook.enabled', 'webhook.deleted')`;
const changesByDeliverySql = `
  SELECT d.id AS "traceId", c.at, c.actor_name AS by, c.action, c.details->>'deliveryId' AS "deliveryId",
         c.details->>'heldDeliveries' AS "heldDeliveries"
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS d (id, webhook_id, since, until)
  CROSS JOIN LATERAL (
    (${stateChangesSql} AND a.at <= d.since ORDER BY a.id DESC LIMIT 1)
    UNION ALL
    (${stateChangesSql} AND a.at > d.since AND a.at <= coalesce(d.until, 'infinity') ORDER BY a.id LIMIT ${maxChanges})
  ) c
  ORDER BY c.at, c.id`;

/** Reads the webhook's state changes while each delivery was open, and the last one before that, by trace ID. */
export async function readStateChanges(
  deliveries: readonly DeliveryRow[],
): Promise<Map<string, WebhookStateChange[]>> {
  const { rows } = await pool().query<WebhookStateChange>(changesByDeliverySql, [
    deliveries.map(({ traceId }) => traceId),
    deliveries.map(({ webhook }) => webhook.id),
    deliveries.map(({ createdAt }) => createdAt),
    deliveries.map(({ completedAt }) => completedAt),
  ]);
  return groupRows(rows, (row) => row.traceId);
}

/** Reads the names of the webhooks that a partner (null: the lender) can see, including deleted ones, by ID. */
export async function readWebhookNames(
  webhookIds: readonly string[],
  partnerId: string | null,
): Promise<Map<string, string>> {
  const { rows } = await pool().query<NamedWebhook>(
    "SELECT id, name FROM webhooks WHERE id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR partner_id = $2)",
    [webhookIds, partnerId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

// A partner's webhook is only eligible for that partner's events, and a simulated event is for one webhook.
const notSubscribedSql = `
  SELECT e.id AS "eventId", count(*)::int AS count,
         (array_agg(json_build_object('id', w.id, 'name', w.name) ORDER BY w.name, w.id))[1:10] AS webhooks
  FROM events e
  JOIN webhooks w ON w.created_at <= e.received_at AND (w.deleted_at IS NULL OR w.deleted_at > e.received_at)
    AND (w.partner_id IS NULL OR w.partner_id = e.partner_id) AND ($2::uuid IS NULL OR w.partner_id = $2)
  WHERE e.id = ANY($1::uuid[]) AND NOT e.simulated
    AND (SELECT d.id FROM deliveries d WHERE ${ofEventSql("e.id")} AND d.webhook_id = w.id AND d.replay_job_id IS NULL) IS NULL
    AND NOT EXISTS (SELECT 1 FROM json_array_elements(e.passed_over) p WHERE p->>'webhookId' = w.id::text)
  GROUP BY e.id`;

export interface NotSubscribed {
  count: number;
  /** The first ten by name. */
  webhooks: NamedWebhook[];
}

/** Reads the webhooks that existed when each event arrived and were eligible for it but not subscribed to it, by event ID. */
export async function readNotSubscribed(
  eventIds: readonly string[],
  partnerId: string | null,
): Promise<Map<string, NotSubscribed>> {
  const { rows } = await pool().query<NotSubscribed & { eventId: string }>(notSubscribedSql, [
    eventIds,
    partnerId,
  ]);
  return new Map(rows.map(({ eventId, count, webhooks }) => [eventId, { count, webhooks }]));
}

function groupRows<Row>(rows: readonly Row[], getKey: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(getKey(row));
    if (group) group.push(row);
    else groups.set(getKey(row), [row]);
  }
  return groups;
}
