import { byIndexSql } from "../database/kept-plans";
import { isBeforeSql, waitingSql } from "./line-sql";
import { buildOldestSql } from "./oldest-due-sql";

// How a claim finds the deliveries that may be sent next, the heads of the lines, for webhooks that send in order (decision 33). These are
// parts of the claiming statement, which has a row in `asked` for each webhook (`most`: how many deliveries may be claimed; `examined`: how
// many are examined), and in `sending` for each delivery in flight that is neither held nor discarded.

/**
 * The CTEs that examine and lock the oldest due deliveries, up to `due`, the heads to claim, numbered by `row`.
 *
 * A delivery waits if a delivery before it in its line is open, whatever its state; if another delivery of its line is being sent; or if a
 * failed delivery before it blocks the line. The rows that it waits for stay locked until this claim is committed: the transaction that
 * closes one of them looks for waiting deliveries afterwards, and so finds this one. The code that records a scheduled attempt looks only
 * if the delivery is `followed`, or was held, released or discarded meanwhile; so those in `sending` are marked. If another transaction has already locked one of the rows, that
 * transaction may have looked, or have read the mark, too early, so this delivery is not changed, and the next claim judges it again.
 */
export const judgedSql = `judged AS MATERIALIZED (
    SELECT e.*, asked.url, asked.timeout_seconds, asked.most, asked.start, asked.has_waiting,
           before.delivery_id AS before_id, blocked.line AS blocked_line,
           asked.ordered AND (e.webhook_id, e.line) IN (SELECT webhook_id, line FROM sending) IS TRUE AS beside_sending
    FROM renewed JOIN asked ON true CROSS JOIN LATERAL (${buildOldestSql("asked.examined")}) e
    LEFT JOIN LATERAL (
      SELECT o.delivery_id FROM open_deliveries o
      WHERE asked.ordered AND o.webhook_id = e.webhook_id AND o.line = e.line AND ${isBeforeSql("o", "e")}
      ORDER BY o.place, o.delivery_id LIMIT 1
    ) before ON true
    LEFT JOIN LATERAL (
      SELECT b.line FROM blocked_lines b
      WHERE asked.ordered AND asked.has_blocks AND b.webhook_id = e.webhook_id AND b.line = e.line AND ${isBeforeSql("b", "e")} OFFSET 0
    ) blocked ON true
  ), ahead AS (
    SELECT o.delivery_id FROM (SELECT DISTINCT before_id AS id FROM judged WHERE before_id IS NOT NULL ORDER BY id) a
    CROSS JOIN LATERAL (SELECT o.delivery_id FROM open_deliveries o WHERE o.delivery_id = a.id FOR KEY SHARE SKIP LOCKED) o
  ), beside AS (
    SELECT s.webhook_id, s.line, s.delivery_id, o.delivery_id IS NULL AS is_locked FROM (
      SELECT * FROM sending WHERE (webhook_id, line) IN (SELECT webhook_id, line FROM judged WHERE beside_sending) ORDER BY delivery_id
    ) s LEFT JOIN LATERAL (
      SELECT o.delivery_id FROM open_deliveries o
      WHERE o.delivery_id = s.delivery_id AND o.lease_until > now() FOR NO KEY UPDATE SKIP LOCKED
    ) o ON true
  ), blocks AS (
    SELECT b.webhook_id, b.line FROM (
      SELECT DISTINCT webhook_id, blocked_line FROM judged WHERE blocked_line IS NOT NULL ORDER BY webhook_id, blocked_line
    ) j CROSS JOIN LATERAL (
      SELECT b.webhook_id, b.line FROM blocked_lines b
      WHERE b.webhook_id = j.webhook_id AND b.line = j.blocked_line FOR KEY SHARE SKIP LOCKED
    ) b
  ), decided AS MATERIALIZED (
    SELECT j.*, before_id IS NULL AND NOT beside_sending AND blocked_line IS NULL AS is_head,
           (before_id IS NULL OR before_id IN (SELECT delivery_id FROM ahead))
             AND (NOT beside_sending OR (webhook_id, line) NOT IN (SELECT webhook_id, line FROM beside WHERE is_locked))
             AND (blocked_line IS NULL OR (webhook_id, blocked_line) IN (SELECT webhook_id, line FROM blocks)) AS is_decided
    FROM judged j
  ), waiting AS (
    UPDATE open_deliveries o SET due_at = ${waitingSql} FROM decided d
    WHERE NOT d.is_head AND d.is_decided AND ${byIndexSql("o.delivery_id", "d.delivery_id")}
  ), marked AS (
    UPDATE open_deliveries o SET followed = true FROM beside b
    WHERE NOT b.is_locked AND ${byIndexSql("o.delivery_id", "b.delivery_id")} AND NOT o.followed
  ), due AS MATERIALIZED (
    SELECT h.*, start + turn AS row FROM (
      SELECT d.*, row_number() OVER (PARTITION BY webhook_id ORDER BY due_at, delivery_id) AS turn FROM decided d WHERE is_head
    ) h
    WHERE turn <= most
  )`;

/** SQL: what the claim must know of the lines of a webhook, `a`: whether some are blocked, and whether deliveries wait already. */
export const linesOfWebhookSql = `
           coalesce((SELECT true FROM blocked_lines b WHERE b.webhook_id = a.webhook_id LIMIT 1), false) AS has_blocks,
           coalesce((
             SELECT true FROM open_deliveries o WHERE o.webhook_id = a.webhook_id AND o.due_at = ${waitingSql} LIMIT 1
           ), false) AS has_waiting`;

/**
 * SQL: whether a claimed delivery, `c`, is followed: another delivery of its line waits, or begins to wait with this claim. IS TRUE keeps
 * Postgres from reading all waiting deliveries of the webhook by the index of due times.
 */
export const isFollowedSql = `(c.webhook_id, c.line) IN (SELECT webhook_id, line FROM decided WHERE NOT is_head AND is_decided) IS TRUE
          OR c.has_waiting AND coalesce((
            SELECT true FROM open_deliveries l
            WHERE l.webhook_id = c.webhook_id AND l.line = c.line AND ${isBeforeSql("c", "l")} AND (l.due_at = ${waitingSql}) IS TRUE LIMIT 1), false)`;

/**
 * What a claim found in the lines of a webhook that sends in order: "undecided", if some deliveries could not be judged, because another
 * transaction is changing a row that they may wait for; "long", if more of its deliveries may be due and most of those that were examined
 * have to wait; "more", if more may be due than were claimed; otherwise "all".
 */
export type LinesFound = "undecided" | "long" | "more" | "all";

/** The CTE with what the claim says of each webhook; `lines` is null for those that send in any order. */
export const reportSql = `report AS MATERIALIZED (
    SELECT asked.webhook_id, asked.free, asked.next_due_at,
           CASE WHEN d.undecided > 0 THEN 'undecided'
                WHEN d.examined = asked.examined AND 2 * d.heads < d.examined THEN 'long'
                WHEN d.examined = asked.examined OR d.heads > asked.most THEN 'more'
                WHEN asked.ordered THEN 'all' END AS lines
    FROM asked LEFT JOIN (
      SELECT webhook_id, count(*) AS examined, count(*) FILTER (WHERE is_head) AS heads,
             count(*) FILTER (WHERE NOT is_head AND NOT is_decided) AS undecided
      FROM decided GROUP BY webhook_id
    ) d ON asked.ordered AND d.webhook_id = asked.webhook_id
  )`;
