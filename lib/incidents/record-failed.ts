import type { Queryable } from "../db";
import { newId } from "../ids";
import type { FailureParams } from "../reasons/codes";

/** Deliveries of one webhook that failed permanently at the same time, for the same reason. */
export interface FailureCause {
  /** The code and the parameters of the last failure (lib/reasons). */
  code: string;
  params: FailureParams | null;
  /** In the order in which they failed. */
  traceIds: readonly string[];
}

/** A failure within this time after an incident was closed reopens it, so that a flapping receiver does not open one after another. */
const reopenMinutes = 60;

// The incident's row is locked, because closing it does not lock the webhook: an incident that is being closed is reopened. now() is when
// the transaction began, so another transaction may have opened the incident, or a user have closed it, at a later time.
const recordSql = `
  WITH target AS (
    SELECT id, closed_at IS NOT NULL AS reopens FROM incidents
    WHERE webhook_id = $1 AND error_code = $2
      AND (closed_at IS NULL OR closed_at > now() - interval '${reopenMinutes} minutes')
    ORDER BY closed_at DESC NULLS FIRST LIMIT 1 FOR UPDATE
  ), updated AS (
    UPDATE incidents i
    SET closed_at = NULL, reopened = reopened + reopens::int, error_params = $3, total_failed = total_failed + $4,
        counts_from = least(counts_from, now()), first_delivery_id = least(first_delivery_id, $5), last_delivery_id = $6,
        failed_delivery_id = $6, last_failed_at = now()
    FROM target WHERE i.id = target.id
  ), opened AS (
    INSERT INTO incidents (id, webhook_id, error_code, error_params, total_failed, first_delivery_id, last_delivery_id,
                           failed_delivery_id, last_failed_at)
    SELECT $7::uuid, $1::uuid, $2::text, $3::jsonb, $4::int, $5::uuid, $6::uuid, $6::uuid, now()
    WHERE NOT EXISTS (SELECT FROM target)
    RETURNING id
  )
  INSERT INTO incident_entries (incident_id, kind, actor_kind, actor_name)
  SELECT id, 'opened', 'system', 'Hookledger' FROM opened
  UNION ALL SELECT id, 'reopened', 'system', 'Hookledger' FROM target WHERE reopens`;

/**
 * Adds deliveries that have just failed permanently to the incidents of their webhook, and opens or reopens these incidents. Runs in the
 * transaction that records the failures and has locked the webhook, so no kill can come between a failure and its incident.
 */
export async function recordFailedInIncidents(
  db: Queryable,
  webhookId: string,
  causes: readonly FailureCause[],
): Promise<void> {
  for (const { code, params, traceIds } of causes) {
    const first = traceIds.toSorted()[0];
    const values = [webhookId, code, params && JSON.stringify(params), traceIds.length];
    await db.query(recordSql, [...values, first, traceIds.at(-1), newId()]);
  }
}
