import { leaseSearchLimit } from "../lines/find-heads";
import { slotLeaseSeconds } from "../slots/slot-lease";
import { bodySql } from "./body-sql";

/** How much longer than the webhook's timeout a lease lasts: the time to record the outcome before another worker may take over. */
export const leaseMarginSeconds = 5;

/** The most scheduled attempts of one webhook in flight at the same time, in all workers together; resends are not counted. */
export const maxInFlightPerWebhook = 100;

// The oldest due deliveries of a webhook.
const oldestSql = `
      SELECT o.* FROM open_deliveries o
      WHERE o.webhook_id = asked.webhook_id AND o.due_at <= now()
      ORDER BY o.due_at, o.delivery_id
      LIMIT least(asked.room, asked.free)
      FOR UPDATE SKIP LOCKED`;

// For a webhook that sends in order: the oldest of the deliveries that may be sent. They are looked up one by one: the plan of a prepared
// statement, which may have been made for an empty table, must not search for them among all due deliveries.
const headsSql = `
      SELECT o.* FROM unnest(asked.head_ids) AS head (id) CROSS JOIN LATERAL (
        SELECT o.* FROM open_deliveries o
        WHERE o.delivery_id = head.id AND o.webhook_id = asked.webhook_id AND o.due_at <= now() FOR UPDATE SKIP LOCKED
      ) o
      LIMIT least(asked.room, asked.free)`;

const buildClaimSql = ({ headIdsSql, dueSql }: { headIdsSql: string; dueSql: string }) => `
  WITH renewed AS (
    UPDATE engine_slots SET leased_until = now() + interval '${slotLeaseSeconds} seconds'
    WHERE slot = $1 AND token = $2 RETURNING slot
  ), asked AS MATERIALIZED (
    SELECT a.*, greatest(0, ${maxInFlightPerWebhook} - (
      SELECT count(*) FROM open_deliveries leased
      WHERE leased.webhook_id = a.webhook_id AND leased.due_at > now()
        AND leased.due_at <= now() + interval '${leaseSearchLimit}' AND leased.lease_until > now()))::int AS free${headIdsSql}
    FROM unnest($3::uuid[], $4::int[]) AS a (webhook_id, room)
  ), due AS MATERIALIZED (
    SELECT o.*, row_number() OVER () AS row FROM (${dueSql}) o
  ), claimed AS MATERIALIZED (
    SELECT due.*, ids.attempt_id, w.url, w.timeout_seconds
    FROM due JOIN unnest($5::uuid[]) WITH ORDINALITY AS ids (attempt_id, row) USING (row)
    JOIN webhooks w ON w.id = due.webhook_id
  ), interrupted AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, error_code, error_params, destination)
    SELECT lease_token, delivery_id, attempt_count, lease_started_at, 'unknown', 'interrupted', '{}', url
    FROM claimed WHERE lease_token IS NOT NULL
    ON CONFLICT DO NOTHING
  ), leased AS (
    UPDATE open_deliveries o
    SET attempt_count = o.attempt_count + 1, lease_token = c.attempt_id, lease_started_at = now(),
        lease_until = now() + make_interval(secs => c.timeout_seconds + ${leaseMarginSeconds}),
        due_at = now() + make_interval(secs => c.timeout_seconds + ${leaseMarginSeconds})
    FROM claimed c WHERE o.delivery_id = c.delivery_id
  )
  SELECT asked.webhook_id AS "webhookId", asked.free, (extract(epoch FROM next.due_at - now()) * 1000)::float8 AS "nextDueInMs",
         c.delivery_id AS "deliveryId", c.attempt_count + 1 AS number,
         c.attempt_id AS "attemptId", now() AS "startedAt", d.event_type AS "eventType", d.entity_type AS "entityType",
         ${bodySql} AS body, d.content_type AS "contentType", d.failure_count AS "failureCount", d.event_id AS "eventId", d.simulated, d.sequence
  FROM renewed LEFT JOIN asked ON true
  LEFT JOIN LATERAL (
    SELECT due_at FROM open_deliveries o
    WHERE o.webhook_id = asked.webhook_id AND o.due_at > now() AND o.due_at < 'infinity' ORDER BY o.due_at LIMIT 1
  ) next ON true
  LEFT JOIN (claimed c JOIN deliveries d ON d.id = c.delivery_id) ON c.webhook_id = asked.webhook_id`;

const buildDueSql = (deliveriesSql: string, condition = "true") =>
  `SELECT o.* FROM renewed JOIN asked ON ${condition} CROSS JOIN LATERAL (${deliveriesSql}) o`;

export const claimSql = buildClaimSql({ headIdsSql: "", dueSql: buildDueSql(oldestSql) });

// For claims from webhooks some of which send in order. $7: the webhooks that send in order. $6: the only deliveries that may be claimed
// from these webhooks. $8: the webhook of each delivery in $6.
export const claimHeadsSql = buildClaimSql({
  headIdsSql: `,
           CASE WHEN a.webhook_id = ANY($7::uuid[]) THEN ARRAY(
             SELECT h.id FROM unnest($6::uuid[], $8::uuid[]) AS h (id, webhook_id) WHERE h.webhook_id = a.webhook_id) END AS head_ids`,
  dueSql: `${buildDueSql(oldestSql, "asked.head_ids IS NULL")}
    UNION ALL ${buildDueSql(headsSql, "asked.head_ids IS NOT NULL")}`,
});
