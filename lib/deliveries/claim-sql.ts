import { byIndexSql } from "../database/kept-plans";
import { isFollowedSql, judgedSql, linesOfWebhookSql, reportSql } from "../lines/judge-sql";
import { buildOldestSql } from "../lines/oldest-due-sql";
import { slotLeaseSeconds } from "../slots/slot-lease";
import { bodySql } from "./body-sql";

/** How much longer than the webhook's timeout a lease lasts: the time to record the outcome before another worker may take over. */
export const leaseMarginSeconds = 5;

/** The most scheduled attempts of one webhook in flight at the same time, in all workers together; resends are not counted. */
export const maxInFlightPerWebhook = 100;

/**
 * How far into the future a claim searches for the ends of leases, to count a webhook's requests in flight. Every lease ends sooner: it
 * lasts for the webhook's timeout, at most 60 s, plus leaseMarginSeconds.
 */
const leaseSearchLimit = "10 minutes";

const inFlightSql = `FROM open_deliveries s
      WHERE s.webhook_id = a.webhook_id AND s.due_at > now() AND s.due_at <= now() + interval '${leaseSearchLimit}' AND s.lease_until > now()`;

// Looked up once for each webhook, not for each claimed delivery.
const ofWebhookSql = `w.url, w.timeout_seconds, (
        SELECT o.due_at FROM open_deliveries o
        WHERE o.webhook_id = a.webhook_id AND o.due_at > now() AND o.due_at < 'infinity' ORDER BY o.due_at LIMIT 1
      ) AS next_due_at`;

const askedSql = `asked AS MATERIALIZED (
    SELECT a.*, greatest(0, ${maxInFlightPerWebhook} - (SELECT count(*) ${inFlightSql}))::int AS free, ${ofWebhookSql}
    FROM unnest($3::uuid[], $4::int[]) AS a (webhook_id, room) JOIN webhooks w ON ${byIndexSql("w.id", "a.webhook_id")}
  )`;

const dueSql = `due AS MATERIALIZED (
    SELECT o.*, asked.url, asked.timeout_seconds, row_number() OVER (ORDER BY o.due_at, o.delivery_id) AS row
    FROM renewed JOIN asked ON true CROSS JOIN LATERAL (${buildOldestSql("least(asked.room, asked.free)")}) o
  )`;

interface ClaimSql {
  /** The CTEs `asked`, the webhooks with their room and what their limits leave free, and `due`, the deliveries to claim. */
  dueSql: string;
  /** Further columns that the claim changes. */
  changesSql?: string;
  /** The CTE with what the claim says of each webhook, and the columns of it that only such a claim has. */
  report?: { name: string; columnsSql: string };
}

const buildClaimSql = ({ dueSql, changesSql = "", report = { name: "asked", columnsSql: "" } }: ClaimSql) => `
  WITH renewed AS (
    UPDATE engine_slots SET leased_until = now() + interval '${slotLeaseSeconds} seconds'
    WHERE slot = $1 AND token = $2 RETURNING slot
  ), ${dueSql}, claimed AS MATERIALIZED (
    SELECT due.*, ids.attempt_id
    FROM due JOIN unnest($5::uuid[]) WITH ORDINALITY AS ids (attempt_id, row) USING (row)
  ), interrupted AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, error_code, error_params, destination)
    SELECT lease_token, delivery_id, attempt_count, lease_started_at, 'unknown', 'interrupted', '{}', url
    FROM claimed WHERE lease_token IS NOT NULL
    ON CONFLICT DO NOTHING
  ), leased AS (
    UPDATE open_deliveries o
    SET attempt_count = o.attempt_count + 1, lease_token = c.attempt_id, lease_started_at = now(),
        lease_until = now() + make_interval(secs => c.timeout_seconds + ${leaseMarginSeconds}),
        due_at = now() + make_interval(secs => c.timeout_seconds + ${leaseMarginSeconds})${changesSql}
    FROM claimed c WHERE ${byIndexSql("o.delivery_id", "c.delivery_id")}
  )
  SELECT w.webhook_id AS "webhookId", w.free, (extract(epoch FROM w.next_due_at - now()) * 1000)::float8 AS "nextDueInMs",
         c.delivery_id AS "deliveryId", c.attempt_count + 1 AS number,
         c.attempt_id AS "attemptId", now() AS "startedAt", d.event_type AS "eventType", d.entity_type AS "entityType",
         ${bodySql} AS body, d.content_type AS "contentType", d.failure_count AS "failureCount", d.event_id AS "eventId", d.simulated, d.sequence${report.columnsSql}
  FROM renewed LEFT JOIN ${report.name} w ON true
  LEFT JOIN (claimed c JOIN deliveries d ON ${byIndexSql("d.id", "c.delivery_id")}) ON c.webhook_id = w.webhook_id`;

export const claimSql = buildClaimSql({ dueSql: `${askedSql}, ${dueSql}` });

// For claims from webhooks some of which send in order. $6: whether each webhook sends in order. $7: how many of its due deliveries are
// examined at least. The deliveries in flight are read once: they are counted, and others of their lines have to wait.
export const orderedClaimSql = buildClaimSql({
  dueSql: `sending AS MATERIALIZED (
    SELECT s.* FROM unnest($3::uuid[]) AS a (webhook_id) CROSS JOIN LATERAL (
      SELECT s.webhook_id, s.line, s.delivery_id ${inFlightSql} OFFSET 0
    ) s
  ), asked AS MATERIALIZED (
    SELECT a.webhook_id, a.ordered, f.free, m.most, sum(m.most) OVER (ORDER BY a.webhook_id) - m.most AS start,
           CASE WHEN a.ordered AND m.most > 0 THEN greatest(m.most, a.examined) ELSE m.most END AS examined,
           ${ofWebhookSql}, ${linesOfWebhookSql}
    FROM unnest($3::uuid[], $4::int[], $6::boolean[], $7::int[]) AS a (webhook_id, room, ordered, examined)
    JOIN webhooks w ON ${byIndexSql("w.id", "a.webhook_id")}
    LEFT JOIN (SELECT webhook_id, count(*) FROM sending GROUP BY webhook_id) s ON s.webhook_id = a.webhook_id
    CROSS JOIN LATERAL (SELECT greatest(0, ${maxInFlightPerWebhook} - coalesce(s.count, 0))::int AS free) f
    CROSS JOIN LATERAL (SELECT least(a.room, f.free) AS most) m
  ), ${judgedSql}, ${reportSql}`,
  changesSql: `,
        followed = ${isFollowedSql}`,
  report: { name: "report", columnsSql: `, w.lines` },
});
