import { currentTime } from "../clock";
import { pool } from "../db";
import { buildIdFloor, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { type ResponseTimes, responseTimeColumnsSql } from "./response-times";
import { fetchWebhookStatistics, type WebhookStatistics } from "./webhook-statistics";

export type WebhookHealth = WebhookStatistics & {
  responseTimes: ResponseTimes;
  /** The number of deliveries that failed permanently since the webhook's state last changed; 1,000 means 1,000 or more. */
  failedSinceStateChange: number;
};

/** Limits the cost of the query for a busy webhook. */
const maxMeasuredDeliveries = 2_000;

const responseTimesSql = `
  SELECT ${responseTimeColumnsSql}
  FROM (SELECT id FROM deliveries WHERE webhook_id = $1 AND id >= $2 AND NOT simulated
        ORDER BY id DESC LIMIT ${maxMeasuredDeliveries}) d
  JOIN attempts ON attempts.delivery_id = d.id`;

const failedSql = `
  SELECT count(*)::int AS failed FROM webhooks w JOIN webhook_failures f ON f.webhook_id = w.id
  CROSS JOIN unnest(f.failed_at) AS failed (at) WHERE w.id = $1 AND failed.at >= w.state_changed_at`;

/**
 * Statistics of one webhook over the last 24 hours, with the response times of its newest 2,000 deliveries. Null when the webhook
 * does not exist or the scope cannot see it. Requires webhooks:read.
 */
export async function fetchWebhookHealth(
  scope: Scope,
  typedId: string,
  now = currentTime(),
): Promise<WebhookHealth | null> {
  requirePermission(scope, "webhooks:read");
  const webhookId = parseId(typedId);
  if (webhookId === null) return null;
  const statistics = (await fetchWebhookStatistics(scope, [webhookId], now)).get(webhookId);
  if (!statistics) return null;
  const since = buildIdFloor(new Date(now.getTime() - 86_400_000));
  const [responseTimes, failures] = await Promise.all([
    pool().query<ResponseTimes>(responseTimesSql, [webhookId, since]),
    pool().query<{ failed: number }>(failedSql, [webhookId]),
  ]);
  return {
    ...statistics,
    responseTimes: responseTimes.rows[0] ?? { requests: 0, p50: null, p95: null },
    failedSinceStateChange: failures.rows[0]?.failed ?? 0,
  };
}
