import type pg from "pg";
import { byIndexSql } from "../database/kept-plans";
import type { Queryable } from "../db";

/** A webhook with pending deliveries, and when it is due. */
export interface WebhookDueTime {
  webhookId: string;
  partnerId: string | null;
  /** Milliseconds until its next delivery is due and its throttle allows an attempt; 0 or less: now. */
  dueInMs: number;
}

// Jumps from webhook to webhook in the index: it takes as many steps as there are webhooks with open work, whatever their backlog.
const firstDueSql = `
  WITH RECURSIVE first AS (
    (SELECT webhook_id, due_at FROM open_deliveries WHERE due_at IS NOT NULL ORDER BY webhook_id, due_at LIMIT 1)
    UNION ALL
    SELECT next.webhook_id, next.due_at FROM first CROSS JOIN LATERAL (
      SELECT webhook_id, due_at FROM open_deliveries
      WHERE webhook_id > first.webhook_id AND due_at IS NOT NULL ORDER BY webhook_id, due_at LIMIT 1) next
  )`;

// The lane is read only if the webhook has a throttle.
const dueSql = `
  ${firstDueSql}
  SELECT w.id AS "webhookId", w.partner_id AS "partnerId",
         (extract(epoch FROM greatest(first.due_at, CASE WHEN w.max_requests_per_second IS NOT NULL THEN
           (SELECT not_before FROM lanes l WHERE l.webhook_id = w.id) END) - now()) * 1000)::float8 AS "dueInMs"
  FROM first JOIN webhooks w ON ${byIndexSql("w.id", "first.webhook_id")} WHERE first.due_at < 'infinity'`;

/** Finds all webhooks with pending deliveries, and when each is due. */
export async function findWebhookDueTimes(db: Queryable): Promise<WebhookDueTime[]> {
  return (await db.query<WebhookDueTime>({ name: "find-due-webhooks", text: dueSql })).rows;
}

/** A search on a connection that never responds must not block later searches. */
const searchTimeoutMs = 5_000;

/** A search finds at most this many requested resends of each webhook. */
export const maxFoundResendsPerWebhook = 32;

// Finds a limited number for each webhook: the backlog of a receiver that hangs must not hide the resends of other webhooks. Resends that
// users request come before those of jobs.
const resendsSql = `
  SELECT id AS "attemptId", webhook_id AS "webhookId", job_id IS NOT NULL AS "ofJob" FROM (
    SELECT a.id, d.webhook_id, a.requested_at, a.job_id,
           row_number() OVER (PARTITION BY d.webhook_id ORDER BY a.job_id IS NOT NULL, a.requested_at, a.delivery_id) AS place
    FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
    WHERE a.outcome IS NULL AND (a.lease_until IS NULL OR a.lease_until <= now())
  ) requested
  WHERE place <= ${maxFoundResendsPerWebhook} ORDER BY job_id IS NOT NULL, requested_at, place LIMIT 1000`;

export interface RequestedResend {
  attemptId: string;
  webhookId: string;
  ofJob: boolean;
}

/** Finds requested manual attempts that no worker is sending: the oldest of each webhook, at most 1,000 in all; those of jobs are last. */
export async function findRequestedResends(db: Queryable): Promise<RequestedResend[]> {
  // Not a prepared statement: its plan would be that of an empty ledger for as long as the connection lasts.
  const query = { text: resendsSql, query_timeout: searchTimeoutMs } as pg.QueryConfig;
  return (await db.query<RequestedResend>(query)).rows;
}

/** Builds SQL: whether, at this time, a webhook had due deliveries and its throttle allowed an attempt. */
const buildClaimableAtSql = (time: string) => `EXISTS (
    SELECT 1 FROM first WHERE due_at <= ${time}
      AND NOT EXISTS (SELECT 1 FROM lanes l WHERE l.webhook_id = first.webhook_id AND l.not_before > ${time}))`;

const claimableSql = `
  ${firstDueSql}
  SELECT ${buildClaimableAtSql("now()")}
    OR EXISTS (SELECT 1 FROM attempts WHERE outcome IS NULL AND (lease_until IS NULL OR lease_until <= now())) AS claimable,
    ${buildClaimableAtSql("now() - interval '10 seconds'")} AS late,
    EXISTS (SELECT 1 FROM engine_slots WHERE leased_until > now()) AS awake`;

export interface WorkToDo {
  /** Whether a delivery or a resend can be claimed. */
  claimable: boolean;
  /** Whether a delivery could have been claimed ten seconds ago. */
  late: boolean;
  /** Whether a loop has the lease of a slot. */
  awake: boolean;
}

export async function lookForWork(db: Queryable): Promise<WorkToDo> {
  const { rows } = await db.query<WorkToDo>({ name: "look-for-work", text: claimableSql });
  return rows[0] ?? { claimable: false, late: false, awake: false };
}
