import { pool } from "../db";
import type { EarlyAttempt } from "./explain-unclaimed";

const again = "2 minutes";

// Pushing wake_at forward spreads the repeats: a delivery whose signal is merely slow is not signalled each minute.
const sweepSql = `
  WITH overdue AS (
    SELECT id FROM deliveries
    WHERE state = 'pending' AND wake_at <= now() AND ($2::uuid IS NULL OR webhook_id = $2)
    ORDER BY wake_at LIMIT $1
    FOR UPDATE SKIP LOCKED
  )
  UPDATE deliveries d
  SET wake_at = greatest(now() + interval '${again}', d.lease_until)
  FROM overdue WHERE d.id = overdue.id
  RETURNING d.id AS "deliveryId", d.webhook_id AS "webhookId", d.attempt_count + 1 AS number,
            greatest(d.next_attempt_at, d.lease_until, now()) AS "dueAt"`;

const leasedSql = `
  SELECT d.id AS "deliveryId", d.webhook_id AS "webhookId", d.attempt_count + 1 AS number,
         greatest(d.lease_until, now()) AS "dueAt"
  FROM (SELECT * FROM deliveries WHERE state = 'pending' ORDER BY wake_at LIMIT $1) d
  WHERE d.lease_token IS NOT NULL`;

/** How far the sweep looks for leases: attempts go oldest first, so those under way are at the front. */
const leaseSearch = 20_000;

/**
 * The next attempt of whatever is under way, for the end of its lease: should its worker die, it goes on at that
 * moment. For what ends as it should, the signal finds its attempt number used.
 */
export async function sweepLeases(): Promise<EarlyAttempt[]> {
  return (await pool().query<EarlyAttempt>(leasedSql, [leaseSearch])).rows;
}

/**
 * Finds up to `limit` pending deliveries that are due and not done, whose signal may have been lost, oldest first.
 * With `webhookId`, only of that webhook. A second signal for an attempt does no harm.
 */
export async function sweepDeliveries(limit: number, webhookId?: string): Promise<EarlyAttempt[]> {
  return (await pool().query<EarlyAttempt>(sweepSql, [limit, webhookId ?? null])).rows;
}

export interface RequestedResend {
  attemptId: string;
  webhookId: string;
  dueAt: Date;
}

const resendsSql = `
  SELECT a.id AS "attemptId", d.webhook_id AS "webhookId", greatest(a.lease_until, now()) AS "dueAt"
  FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
  WHERE a.outcome IS NULL
  ORDER BY a.requested_at LIMIT $1`;

/** Resends that were asked for and are not done: a lost signal must not lose what a person asked for. */
export async function sweepResends(limit: number): Promise<RequestedResend[]> {
  return (await pool().query<RequestedResend>(resendsSql, [limit])).rows;
}

/** Paused webhooks whose people were not told yet. */
export async function sweepPausedWebhooks(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM webhooks WHERE state = 'paused' AND pause_notified_at IS NULL AND deleted_at IS NULL",
  );
  return rows.map((row) => row.id);
}
