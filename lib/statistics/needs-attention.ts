import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { listWebhookPage } from "../webhooks/list-page";
import type { WebhookView } from "../webhooks/schema";

export interface FailingWebhook {
  id: string;
  name: string;
  /** The number of pending deliveries with at least one failed attempt, without simulated ones. */
  retrying: number;
  /** The creation time of the oldest of these deliveries. */
  since: string;
}

export interface WebhooksNeedingAttention {
  /** The paused webhooks, the most recently paused first; at most ten of `pausedCount`. */
  paused: WebhookView[];
  pausedCount: number;
  /** The failing webhooks, those with the most retrying deliveries first; at most ten of `failingCount`. */
  failing: FailingWebhook[];
  failingCount: number;
  /** The number of all webhooks. */
  webhookCount: number;
}

type FailingRow = Omit<FailingWebhook, "since"> & { since: Date; failingCount: number };

const maxListed = 10;
const failingWebhooksSql = `
  SELECT w.id, w.name, d.retrying, d.since, count(*) OVER ()::int AS "failingCount"
  FROM (SELECT o.webhook_id, count(*)::int AS retrying, min(d.created_at) AS since
        FROM open_deliveries o JOIN deliveries d ON d.id = o.delivery_id
        WHERE o.due_at < 'infinity' AND o.attempt_count > 0 AND d.failure_count > 0 AND NOT d.simulated
        GROUP BY 1) d
  JOIN webhooks w ON w.id = d.webhook_id
  WHERE w.deleted_at IS NULL AND ($1::uuid IS NULL OR w.partner_id = $1)
  ORDER BY d.retrying DESC, w.name LIMIT ${maxListed}`;

/** Lists the paused webhooks, and the webhooks with failing deliveries, which may be paused next. Requires webhooks:read. */
export async function listWebhooksNeedingAttention(scope: Scope): Promise<WebhooksNeedingAttention> {
  requirePermission(scope, "webhooks:read");
  const [paused, { rows: failing }] = await Promise.all([
    listWebhookPage(scope, { q: "", state: "paused", sort: "-stateChangedAt", page: 1 }),
    pool().query<FailingRow>(failingWebhooksSql, [scope.partnerId]),
  ]);
  return {
    paused: paused.webhooks.slice(0, maxListed),
    pausedCount: paused.total,
    failing: failing.map(({ id, name, retrying, since }) => ({
      id,
      name,
      retrying,
      since: since.toISOString(),
    })),
    failingCount: failing[0]?.failingCount ?? 0,
    webhookCount: paused.all,
  };
}
