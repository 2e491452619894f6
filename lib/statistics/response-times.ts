import { pool } from "../db";
import { buildIdFloor } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";

export interface ResponseTimes {
  /** The number of measured requests. */
  requests: number;
  /** Median and 95th percentile in milliseconds; null without requests. */
  p50: number | null;
  p95: number | null;
}

export interface NewestResponseTimes extends ResponseTimes {
  /** Whether only the newest 10,000 requests were measured, because there may have been more. */
  newestOnly: boolean;
}

/**
 * The columns of ResponseTimes over `duration_ms`, for every place that reports them: overview, webhook and metrics.
 * percentile_disc returns a measured duration; percentile_cont would interpolate. Attempts without a request have the duration NULL,
 * which is ignored.
 */
export const responseTimeColumnsSql = `
  count(duration_ms)::int AS requests,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS p50,
  percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95`;

/** Excludes attempts of simulated deliveries, which no figure includes. These deliveries are few and have a small index of their own. */
export const notSimulatedSql = `
  NOT EXISTS (SELECT 1 FROM deliveries s WHERE s.simulated AND s.id = attempts.delivery_id)`;

/** More requests are not measured, because that would read every row of a busy installation. */
const maxMeasuredRequests = 10_000;

/** Measures the response times of the newest requests since `since`. Requires deliveries:read. */
export async function measureResponseTimes(scope: Scope, since: Date): Promise<NewestResponseTimes> {
  requirePermission(scope, "deliveries:read");
  const { rows } = await pool().query<ResponseTimes>(
    `SELECT ${responseTimeColumnsSql}
     FROM (SELECT duration_ms FROM attempts WHERE id >= $1 AND duration_ms IS NOT NULL AND ${notSimulatedSql}
             AND ($2::uuid IS NULL OR EXISTS (
               SELECT 1 FROM deliveries d WHERE d.id = attempts.delivery_id AND d.partner_id = $2))
           ORDER BY id DESC LIMIT ${maxMeasuredRequests}) newest`,
    [buildIdFloor(since), scope.partnerId],
  );
  const times = rows[0] ?? { requests: 0, p50: null, p95: null };
  return { ...times, newestOnly: times.requests === maxMeasuredRequests };
}
