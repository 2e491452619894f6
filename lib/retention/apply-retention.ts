import type pg from "pg";
import { currentTime } from "../clock";
import { pool } from "../db";
import { env } from "../env";
import { idFloor } from "../ids";

const chunkSize = 5_000;
/** Longer than that of the pool: the last chunk looks through everything that was removed before. */
const statementTimeoutMs = 600_000;
const dayMs = 86_400_000;

// Only finished deliveries: a body that a retry, a held delivery or a requested resend still needs stays, however old.
const finishedSql = `d.state IN ('succeeded', 'failed', 'discarded')
  AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery_id = d.id AND a.outcome IS NULL)`;

const bodiesSql = `
  WITH old AS (
    SELECT d.id FROM deliveries d WHERE d.id < $1 AND d.body IS NOT NULL AND ${finishedSql} LIMIT ${chunkSize}
  ), responses AS (
    UPDATE attempts a SET response_body = NULL FROM old WHERE a.delivery_id = old.id
  )
  UPDATE deliveries d SET body = NULL FROM old WHERE d.id = old.id`;

const eventDataSql = `
  UPDATE events SET data = '{}', changes = NULL, warnings = NULL WHERE id IN (
    SELECT e.id FROM events e
    WHERE e.id < $1 AND (e.data::text <> '{}' OR e.changes IS NOT NULL OR e.warnings IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.body IS NOT NULL)
    LIMIT ${chunkSize})`;

const attemptsSql = `
  DELETE FROM attempts WHERE id IN (
    SELECT a.id FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
    WHERE a.id < $1 AND d.id < $1 AND ${finishedSql} LIMIT ${chunkSize})`;

const deliveriesSql = `
  DELETE FROM deliveries WHERE id IN (
    SELECT d.id FROM deliveries d
    WHERE d.id < $1 AND ${finishedSql} AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery_id = d.id) LIMIT ${chunkSize})`;

const eventsSql = `
  DELETE FROM events WHERE id IN (
    SELECT e.id FROM events e
    WHERE e.id < $1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id) LIMIT ${chunkSize})`;

/** Ended keys are kept for a while, so that an old request can still be told apart from a forged one. */
const endedKeyRetentionDays = 7;

const previousKeysSql = `
  DELETE FROM previous_keys WHERE id IN (SELECT id FROM previous_keys WHERE valid_until < $1 LIMIT ${chunkSize})`;

export interface RemovedCounts {
  bodies: number;
  eventData: number;
  attempts: number;
  deliveries: number;
  events: number;
  previousKeys: number;
}

/**
 * Removes data past its retention period: first bodies and event data, later the records of attempts, deliveries and events; and
 * previous keys a week after their overlap. Uses small statements, so that nothing waits behind them.
 */
export async function applyRetention(now = currentTime()): Promise<RemovedCounts> {
  const before = (days: number) => idFloor(new Date(now.getTime() - days * dayMs));
  const bodyBound = before(env().HOOKLEDGER_BODY_RETENTION_DAYS);
  const recordBound = before(env().HOOKLEDGER_ATTEMPT_RETENTION_DAYS);
  return {
    bodies: await removeInChunks(bodiesSql, bodyBound),
    eventData: await removeInChunks(eventDataSql, bodyBound),
    attempts: await removeInChunks(attemptsSql, recordBound),
    deliveries: await removeInChunks(deliveriesSql, recordBound),
    events: await removeInChunks(eventsSql, recordBound),
    previousKeys: await removeInChunks(
      previousKeysSql,
      new Date(now.getTime() - endedKeyRetentionDays * dayMs),
    ),
  };
}

async function removeInChunks(sql: string, bound: string | Date): Promise<number> {
  for (let total = 0; ; ) {
    const query = { text: sql, values: [bound], query_timeout: statementTimeoutMs };
    const { rowCount } = await pool().query(query as pg.QueryConfig);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < chunkSize) return total;
  }
}
