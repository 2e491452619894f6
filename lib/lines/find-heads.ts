import type { Queryable } from "../db";
import { isBeforeSql, waitingSql } from "./line-sql";

/** The heads of the lines of a webhook that sends in order, as a claim found them. */
export interface Heads {
  /** The due deliveries that may be sent. */
  deliveryIds: string[];
  /** Whether there may be more due deliveries, which were not examined. */
  hasMore: boolean;
  /** Whether some deliveries could not be judged, because another transaction is changing the delivery or block that they may wait for. */
  isUndecided: boolean;
}

/**
 * How far into the future a claim searches for the ends of leases, to count a webhook's requests in flight. Every lease ends sooner: it
 * lasts for the webhook's timeout, at most 60 s, plus leaseMarginSeconds.
 */
export const leaseSearchLimit = "10 minutes";

/** How many due deliveries of a webhook are examined at least, even if fewer may be claimed. */
const minExamined = 8;

/** If fewer of them may be sent than the claim may take, this many times more are examined, so that a long line soon waits as a whole. */
const moreExamined = 4;
const minMoreExamined = 50;

// A delivery waits if a delivery before it in its line is open, whatever its state; if another delivery of its line is being sent; or if a
// failed delivery before it blocks the line. The row that the delivery waits for is locked until this claim is committed: the transaction
// that closes that row looks for waiting deliveries afterwards, and so finds this one. If another transaction has already locked that row,
// that transaction may have looked too early, so this delivery is not changed, and the next claim judges it again.
const judgeSql = `
  WITH due AS MATERIALIZED (
    SELECT o.* FROM unnest($1::uuid[], $2::int[]) AS asked (webhook_id, most) CROSS JOIN LATERAL (
      SELECT o.delivery_id, o.webhook_id, o.line, o.place, o.due_at FROM open_deliveries o
      WHERE o.webhook_id = asked.webhook_id AND o.due_at <= now()
      ORDER BY o.due_at, o.delivery_id LIMIT asked.most
    ) o
  ), sending AS MATERIALIZED (
    SELECT DISTINCT ON (s.webhook_id, s.line) s.webhook_id, s.line, s.delivery_id FROM unnest($1::uuid[]) AS asked (webhook_id)
    CROSS JOIN LATERAL (
      SELECT s.webhook_id, s.line, s.delivery_id FROM open_deliveries s
      WHERE s.webhook_id = asked.webhook_id AND s.due_at > now() AND s.due_at <= now() + interval '${leaseSearchLimit}'
        AND s.lease_until > now()
    ) s
    ORDER BY s.webhook_id, s.line
  ), judged AS MATERIALIZED (
    SELECT due.delivery_id, due.webhook_id, due.due_at, coalesce(before.delivery_id, sending.delivery_id) AS ahead_id,
           blocked.line AS blocked_line
    FROM due LEFT JOIN LATERAL (
      SELECT e.delivery_id FROM open_deliveries e
      WHERE e.webhook_id = due.webhook_id AND e.line = due.line AND ${isBeforeSql("e", "due")}
      ORDER BY e.place, e.delivery_id LIMIT 1
    ) before ON true
    LEFT JOIN sending
      ON sending.webhook_id = due.webhook_id AND sending.line = due.line AND sending.delivery_id <> due.delivery_id
    LEFT JOIN blocked_lines blocked
      ON blocked.webhook_id = due.webhook_id AND blocked.line = due.line AND ${isBeforeSql("blocked", "due")}
  ), open_ahead AS (
    SELECT delivery_id FROM open_deliveries WHERE delivery_id IN (SELECT ahead_id FROM judged)
    ORDER BY delivery_id FOR KEY SHARE SKIP LOCKED
  ), blocks AS (
    SELECT webhook_id, line FROM blocked_lines
    WHERE (webhook_id, line) IN (SELECT webhook_id, blocked_line FROM judged) ORDER BY webhook_id, line FOR KEY SHARE SKIP LOCKED
  ), decided AS MATERIALIZED (
    SELECT j.delivery_id, j.webhook_id, j.due_at, ahead_id IS NULL AND blocked_line IS NULL AS is_head,
           ahead_id IN (SELECT delivery_id FROM open_ahead)
             OR (j.webhook_id, blocked_line) IN (SELECT webhook_id, line FROM blocks) AS waits
    FROM judged j
  ), unlocked AS (
    SELECT o.delivery_id FROM open_deliveries o
    WHERE o.delivery_id IN (SELECT delivery_id FROM decided WHERE waits) AND o.due_at <= now()
    ORDER BY o.delivery_id FOR UPDATE SKIP LOCKED
  ), waiting AS (
    UPDATE open_deliveries o SET due_at = ${waitingSql} FROM unlocked u WHERE o.delivery_id = u.delivery_id
  )
  SELECT webhook_id AS "webhookId", array_agg(delivery_id ORDER BY due_at, delivery_id) FILTER (WHERE is_head) AS "headIds", count(*)::int AS "examined",
         bool_or(NOT is_head AND waits IS NOT TRUE) AS "isUndecided"
  FROM decided GROUP BY webhook_id`;

/**
 * Finds the due deliveries that may be sent, for webhooks that send in order, and makes the other due deliveries wait in their lines. The
 * caller has locked the webhooks' rows, so no other claim judges the same deliveries meanwhile.
 */
export async function findHeads(
  db: Queryable,
  shares: readonly { webhookId: string; room: number }[],
): Promise<Map<string, Heads>> {
  const found = await judge(
    db,
    shares.map(({ webhookId, room }) => ({ webhookId, limit: Math.max(minExamined, room) })),
  );
  const scarce = shares.flatMap(({ webhookId, room }) => {
    const { deliveryIds, hasMore } = found.get(webhookId) as Heads;
    // Those that were found are still due, and are examined again.
    const limit = deliveryIds.length + Math.max(minMoreExamined, moreExamined * room);
    return hasMore && deliveryIds.length < room ? [{ webhookId, limit }] : [];
  });
  return new Map([...found, ...(await judge(db, scarce))]);
}

async function judge(
  db: Queryable,
  asked: readonly { webhookId: string; limit: number }[],
): Promise<Map<string, Heads>> {
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{
    webhookId: string;
    headIds: string[] | null;
    examined: number;
    isUndecided: boolean;
  }>({
    name: "find-heads",
    text: judgeSql,
    values: [asked.map(({ webhookId }) => webhookId), asked.map(({ limit }) => limit)],
  });
  const found = new Map(rows.map((row) => [row.webhookId, row]));
  return new Map(
    asked.map(({ webhookId, limit }) => {
      const { headIds, examined = 0, isUndecided = false } = found.get(webhookId) ?? {};
      return [webhookId, { deliveryIds: headIds ?? [], hasMore: examined === limit, isUndecided }];
    }),
  );
}

export interface HeadShares {
  shares: { webhookId: string; room: number }[];
  headIds: string[];
  /** The webhook of each of `headIds`. */
  headWebhookIds: string[];
  /** The most deliveries that the claim takes from each webhook; infinity if it takes everything that may be sent now. */
  claimLimitByWebhookId: Map<string, number>;
  /** Webhooks with deliveries that could not be judged. */
  busyWebhookIds: string[];
}

/** Limits the shares so that a claim takes only the heads of lines from webhooks that send in order. */
export function limitToHeads(
  shares: readonly { webhookId: string; room: number }[],
  heads: ReadonlyMap<string, Heads>,
): HeadShares {
  const limited: HeadShares = {
    shares: [],
    headIds: [],
    headWebhookIds: [],
    claimLimitByWebhookId: new Map(),
    busyWebhookIds: [],
  };
  for (const { webhookId, room } of shares) {
    const found = heads.get(webhookId);
    const limit = Math.min(room, found?.deliveryIds.length ?? room);
    limited.shares.push({ webhookId, room: limit });
    const coversAllHeads = found && !found.hasMore && found.deliveryIds.length <= room;
    limited.claimLimitByWebhookId.set(webhookId, coversAllHeads ? Number.POSITIVE_INFINITY : limit);
    limited.headIds.push(...(found?.deliveryIds ?? []));
    limited.headWebhookIds.push(...(found?.deliveryIds ?? []).map(() => webhookId));
    if (found?.isUndecided) limited.busyWebhookIds.push(webhookId);
  }
  return limited;
}
