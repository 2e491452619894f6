import { pool } from "../db";
import type { DueAttempt } from "./handle-unclaimed";

/**
 * How long a due delivery waits for its own signal before the sweep sends another (an SQL interval). Long enough that a
 * queue which is merely busy is not signaled twice.
 */
export const signalGrace = "1 minute";
const repeatAfter = "2 minutes";

// Moving wake_at forward spreads the repeats: a delivery whose signal is merely slow is not signaled every minute.
const sweepSql = `
  WITH overdue AS (
    SELECT id FROM deliveries
    WHERE state = 'pending' AND wake_at <= now() AND ($2::uuid IS NULL OR webhook_id = $2)
    ORDER BY wake_at LIMIT $1
    FOR UPDATE SKIP LOCKED
  )
  UPDATE deliveries d
  SET wake_at = greatest(now() + interval '${repeatAfter}', d.lease_until)
  FROM overdue WHERE d.id = overdue.id
  RETURNING d.id AS "deliveryId", d.webhook_id AS "webhookId", d.attempt_count + 1 AS number,
            greatest(d.next_attempt_at, d.lease_until, now()) AS "dueAt"`;

const oldestSql = `
  SELECT id AS "deliveryId", webhook_id AS "webhookId", attempt_count + 1 AS number,
         greatest(lease_until, next_attempt_at, now()) AS "dueAt"
  FROM deliveries
  -- Due deliveries wake soon; the bound skips the retries of the next hours.
  WHERE state = 'pending' AND next_attempt_at <= now() AND wake_at <= now() + interval '5 minutes'
  ORDER BY wake_at LIMIT $1`;

/**
 * The next attempts of the oldest due deliveries, whether waiting, in progress or lost. Deliveries that a killed worker
 * had dequeued are among them, since attempts go oldest first; a leased one is due at the end of its lease. Few enough
 * that a second signal for each costs little beside a backlog.
 */
export async function sweepOldest(limit: number): Promise<DueAttempt[]> {
  return (await pool().query<DueAttempt>(oldestSql, [limit])).rows;
}

/**
 * Finds up to `limit` overdue deliveries, whose signal may have been lost, oldest first. With `webhookId`, only of that
 * webhook. A second signal for an attempt does no harm.
 */
export async function sweepDeliveries(limit: number, webhookId?: string): Promise<DueAttempt[]> {
  return (await pool().query<DueAttempt>(sweepSql, [limit, webhookId ?? null])).rows;
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

/** Requested resends that are not finished: a lost signal must not lose a resend that a user requested. */
export async function sweepResends(limit: number): Promise<RequestedResend[]> {
  return (await pool().query<RequestedResend>(resendsSql, [limit])).rows;
}

/** Paused webhooks whose users were not notified yet. */
export async function sweepPauseNotifications(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM webhooks WHERE state = 'paused' AND pause_notified_at IS NULL AND deleted_at IS NULL",
  );
  return rows.map((row) => row.id);
}
