import { pool } from "../db";
import { newId } from "../ids";
import { log } from "../log";
import { failedInIncidentSql } from "./failed-sql";

// Only for webhooks whose pause did not record an incident: those that a process of the previous release paused, or that were paused before
// the update to this release. The reason is that of the delivery whose failure caused the pause, if it is still failed.
const pausedSql = `
  SELECT w.id AS "webhookId", coalesce(d.state_reason, w.state_reason, 'delivery_failed') AS code, d.reason_params AS params,
         d.id AS "traceId", w.state_changed_at AS "pausedAt"
  FROM webhooks w LEFT JOIN deliveries d ON d.id = w.paused_by_delivery AND d.unsuccessful_state = 'failed'
  WHERE w.state = 'paused' AND w.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM incidents i WHERE i.webhook_id = w.id AND i.closed_at IS NULL)`;

const openSql = `
  WITH opened AS (
    INSERT INTO incidents (id, webhook_id, error_code, error_params, opened_at, total_failed, counts_from, first_delivery_id,
                           last_delivery_id, failed_delivery_id, last_failed_at)
    SELECT $1::uuid, $2::uuid, $3::text, $4::jsonb, $6::timestamptz, d.n, coalesce(d.completed_at, $6), d.id, d.id, d.id, d.completed_at
    FROM (SELECT count(*)::int AS n, max(completed_at) AS completed_at, $5::uuid AS id FROM deliveries WHERE id = $5) d
    ON CONFLICT (webhook_id, error_code) WHERE closed_at IS NULL DO NOTHING
    RETURNING id
  )
  INSERT INTO incident_entries (incident_id, at, kind, actor_kind, actor_name)
  SELECT id, $6, 'paused', 'system', 'Hookledger' FROM opened`;

interface PausedRow {
  webhookId: string;
  code: string;
  params: object | null;
  traceId: string | null;
  pausedAt: Date;
}

/** Opens an incident for each paused webhook that has none. The transaction that pauses a webhook records its incident by itself. */
export async function openMissingIncidents(): Promise<void> {
  const { rows } = await pool().query<PausedRow>(pausedSql);
  for (const { webhookId, code, params, traceId, pausedAt } of rows) {
    const values = [newId(pausedAt), webhookId, code, params && JSON.stringify(params), traceId, pausedAt];
    await pool().query(openSql, values);
  }
}

// A delivery that is known to be failed makes a search unnecessary. Reads a few rows by their keys for each open incident.
const candidatesSql = `
  SELECT i.id, i.total_failed AS "totalFailed", w.deleted_at IS NOT NULL AS deleted
  FROM incidents i JOIN webhooks w ON w.id = i.webhook_id
  WHERE i.closed_at IS NULL AND (w.deleted_at IS NOT NULL OR (
    w.state = 'enabled'
    AND NOT EXISTS (SELECT FROM open_deliveries o WHERE o.webhook_id = i.webhook_id AND o.due_at IS NULL)
    AND NOT EXISTS (SELECT FROM deliveries d WHERE d.id = i.failed_delivery_id AND d.unsuccessful_state = 'failed'
                      AND d.completed_at >= i.counts_from)))`;

interface Candidate {
  id: string;
  totalFailed: number;
  deleted: boolean;
}

// The newest one, because a job resends the oldest first.
const findFailedSql = `
  SELECT d.id FROM incidents i CROSS JOIN LATERAL (${failedInIncidentSql} LIMIT 1) d WHERE i.id = $1`;

const rememberSql = "UPDATE incidents SET failed_delivery_id = $3 WHERE id = $1 AND total_failed = $2";

// A delivery that failed since the candidates were read has increased the total: the incident then stays open.
const closeSql = `
  WITH closed AS (
    UPDATE incidents SET closed_at = greatest(now(), opened_at)
    WHERE id = $1 AND closed_at IS NULL AND total_failed = $2 RETURNING id
  )
  INSERT INTO incident_entries (incident_id, kind, actor_kind, actor_name, details)
  SELECT id, 'closed', 'system', 'Hookledger', jsonb_build_object('reason', $3::text) FROM closed`;

/**
 * Closes the incidents that are over: the webhook is enabled, and none of its deliveries is held or, for the reason of the incident, failed;
 * or the webhook was deleted. Workers call this every few seconds, and the sweep every minute, so that recording a success costs nothing,
 * and a killed process leaves no incident open.
 */
export async function closeSettledIncidents(): Promise<void> {
  const { rows } = await pool().query<Candidate>(candidatesSql);
  // One search that fails, because it takes too long, leaves the other incidents to be closed.
  for (const candidate of rows)
    await closeIfSettled(candidate).catch((error: Error) =>
      log.warn({ error: error.message, incidentId: candidate.id }, "incident not closed"),
    );
}

async function closeIfSettled({ id, totalFailed, deleted }: Candidate): Promise<void> {
  const { rows: failed } = deleted ? { rows: [] } : await pool().query<{ id: string }>(findFailedSql, [id]);
  if (failed[0]) await pool().query(rememberSql, [id, totalFailed, failed[0].id]);
  else await pool().query(closeSql, [id, totalFailed, deleted ? "deleted" : "recovered"]);
}
