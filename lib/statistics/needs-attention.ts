import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { listWebhookPage } from "../webhooks/list-page";
import type { WebhookView } from "../webhooks/schema";

export interface FailingWebhook {
  id: string;
  name: string;
  /** Deliveries of which an attempt failed and that are being retried. */
  retrying: number;
  /** When the oldest of them was made. */
  since: string;
}

export interface WebhooksNeedingAttention {
  /** The newest first, at most one page; `pausedCount` is how many there are. */
  paused: WebhookView[];
  pausedCount: number;
  failing: FailingWebhook[];
  /** How many webhooks there are at all. */
  webhooks: number;
}

const shown = 10;
const failingSql = `
  SELECT w.id, w.name, d.retrying, d.since
  FROM (SELECT webhook_id, count(*)::int AS retrying, min(created_at) AS since FROM deliveries
        WHERE state = 'pending' AND failure_count > 0 GROUP BY 1) d
  JOIN webhooks w ON w.id = d.webhook_id
  WHERE w.deleted_at IS NULL AND ($1::uuid IS NULL OR w.partner_id = $1)
  ORDER BY d.retrying DESC, w.name LIMIT ${shown}`;

/** The webhooks that a person should look at now: Paused ones wait for somebody, failing ones soon will. */
export async function listWebhooksNeedingAttention(scope: Scope): Promise<WebhooksNeedingAttention> {
  requirePermission(scope, "webhooks:read");
  const [paused, failing] = await Promise.all([
    listWebhookPage(scope, { q: "", state: "paused", sort: "-updatedAt", page: 1 }),
    pool().query<Omit<FailingWebhook, "since"> & { since: Date }>(failingSql, [scope.partnerId]),
  ]);
  return {
    paused: paused.webhooks.slice(0, shown),
    pausedCount: paused.total,
    failing: failing.rows.map((row) => ({ ...row, since: row.since.toISOString() })),
    webhooks: paused.all,
  };
}
