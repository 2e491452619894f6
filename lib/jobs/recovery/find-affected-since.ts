import { pool } from "../../db";
import { buildIdFloor, readIdTime } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";

/** The maximum time, in addition to its retry delays, that a delivery takes to fail: jitter, Retry-After, and waiting for a worker. */
const slackMs = 86_400_000;

const pausedSql = `
  SELECT w.id, w.state_changed_at AS "pausedAt", f.failing_since AS "failingSince",
         (SELECT coalesce(sum(delay), 0) FROM unnest(w.retry_delays) AS delay)::int AS "retrySeconds"
  FROM webhooks w LEFT JOIN webhook_failures f ON f.webhook_id = w.id
  WHERE w.state = 'paused' AND w.deleted_at IS NULL AND ($1::uuid IS NULL OR w.partner_id = $1)
    AND ($2::uuid IS NULL OR w.id = $2)`;

const firstHeldSql = `
  SELECT delivery_id AS id FROM open_deliveries WHERE webhook_id = ANY($1::uuid[]) AND due_at IS NULL
  ORDER BY delivery_id LIMIT 1`;

// `failing_since` is later than `completed_at` if the webhook was enabled in between, while the failure was being recorded.
const firstFailedSql = `
  SELECT d.id FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS w (id, from_id, failing_since)
  CROSS JOIN LATERAL (
    SELECT id FROM deliveries WHERE webhook_id = w.id AND unsuccessful_state = 'failed' AND id >= w.from_id
      AND completed_at >= w.failing_since - interval '1 minute'
    ORDER BY id LIMIT 1) d
  ORDER BY d.id LIMIT 1`;

interface PausedRow {
  id: string;
  pausedAt: Date;
  failingSince: Date | null;
  retrySeconds: number;
}

/**
 * Finds when the oldest delivery affected by the pauses of webhooks was accepted: a held delivery, or one of the failed deliveries that led
 * to a pause. It was usually accepted before the pause, because a delivery is retried before it fails.
 * @param webhookId undefined: all paused webhooks that the scope can see
 * @returns the time of the earliest pause if no such delivery is older; null if no webhook is paused
 */
export async function findAffectedSince(scope: Scope, webhookId: string | undefined): Promise<Date | null> {
  requirePermission(scope, "deliveries:resend");
  const { rows: paused } = await pool().query<PausedRow>(pausedSql, [scope.partnerId, webhookId ?? null]);
  if (paused.length === 0) return null;
  const failing = paused.filter(
    (row): row is PausedRow & { failingSince: Date } => row.failingSince !== null,
  );
  const [held, failed] = await Promise.all([
    pool().query<{ id: string }>(firstHeldSql, [paused.map(({ id }) => id)]),
    pool().query<{ id: string }>(firstFailedSql, [
      failing.map(({ id }) => id),
      failing.map(({ failingSince, retrySeconds }) =>
        buildIdFloor(new Date(failingSince.getTime() - retrySeconds * 1_000 - slackMs)),
      ),
      failing.map(({ failingSince }) => failingSince),
    ]),
  ]);
  const deliveries = [...held.rows, ...failed.rows].map(({ id }) => readIdTime(id));
  return new Date(Math.min(...paused.map(({ pausedAt }) => pausedAt.getTime()), ...deliveries));
}
