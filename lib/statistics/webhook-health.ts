import { currentTime } from "../clock";
import { pool } from "../db";
import { idFloor } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { fetchWebhookStatistics, type WebhookStatistics } from "./webhook-statistics";

export interface ResponseTimes {
  /** Of how many requests, at most about `newest` of the newest. */
  requests: number;
  /** Milliseconds; null when there was no request. */
  p50: number | null;
  p95: number | null;
}

export type WebhookHealth = WebhookStatistics & { responseTimes: ResponseTimes };

/** So many of the newest deliveries are measured, which bounds what a busy webhook costs. */
const newest = 2_000;

const timesSql = `
  SELECT count(*)::int AS requests, percentile_disc(0.5) WITHIN GROUP (ORDER BY a.duration_ms) AS p50,
         percentile_disc(0.95) WITHIN GROUP (ORDER BY a.duration_ms) AS p95
  FROM (SELECT id FROM deliveries WHERE webhook_id = $1 AND id >= $2 AND NOT simulated
        ORDER BY id DESC LIMIT ${newest}) d
  JOIN attempts a ON a.delivery_id = d.id WHERE a.duration_ms IS NOT NULL`;

/** How one webhook did in the last 24 hours; null when there is none, or none that this scope may see. */
export async function fetchWebhookHealth(
  scope: Scope,
  webhookId: string,
  now = currentTime(),
): Promise<WebhookHealth | null> {
  requirePermission(scope, "webhooks:read");
  const statistics = (await fetchWebhookStatistics(scope, [webhookId], now)).get(webhookId);
  if (!statistics) return null;
  const since = idFloor(new Date(now.getTime() - 86_400_000));
  const { rows } = await pool().query<ResponseTimes>(timesSql, [webhookId, since]);
  return { ...statistics, responseTimes: rows[0] ?? { requests: 0, p50: null, p95: null } };
}
