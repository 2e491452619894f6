import type pg from "pg";
import { currentTime } from "../clock";
import { pool } from "../db";
import { lenderTenantId } from "../entities/tenant-id";
import { env } from "../env";
import { buildIdFloor } from "../ids";
import { dropPartitions } from "../partitions/drop-partitions";
import { type PartitionedTable, type Period, partitionedTables } from "../partitions/partitioned-tables";
import { startOfPeriod } from "../partitions/periods";

const chunkSize = 5_000;
/** Longer than the pool's timeout, because the last chunk of a removal scans all rows that the earlier chunks removed. */
const statementTimeoutMs = 600_000;
const dayMs = 86_400_000;

/** Whether a delivery may still be sent: it is pending or held, or a resend of it is requested. */
const isOpenSql = (traceId: string) => `(
  EXISTS (SELECT FROM open_deliveries o WHERE o.delivery_id = ${traceId})
  OR EXISTS (SELECT FROM attempts a WHERE a.delivery_id = ${traceId} AND a.outcome IS NULL))`;

// Queries that find a reason to keep a partition, which has the rows with IDs from $1 (null: from the beginning) to before $2.

const withinSql = (column: string) => `($1::uuid IS NULL OR ${column} >= $1::uuid) AND ${column} < $2::uuid`;

const openDeliveriesSql = `
  (SELECT 1 FROM open_deliveries o WHERE ${withinSql("o.delivery_id")})
  UNION ALL
  (SELECT 1 FROM attempts a WHERE a.outcome IS NULL AND ${withinSql("a.delivery_id")})`;

const eventsOfOpenDeliveriesSql = `
  (SELECT 1 FROM open_deliveries o JOIN deliveries d ON d.id = o.delivery_id
   WHERE ($1::uuid IS NULL OR o.delivery_id >= $1::uuid) AND ${withinSql("d.event_id")})
  UNION ALL
  (SELECT 1 FROM attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE a.outcome IS NULL AND ${withinSql("d.event_id")})`;

const deliveriesOfEventsSql = `SELECT 1 FROM deliveries d WHERE ${withinSql("d.event_id")}`;

const waitingMessagesSql = `SELECT 1 FROM source_messages m WHERE m.state = 'waiting' AND ${withinSql("m.id")}`;

// Statements that delete single rows with IDs before $1, for partitions that are still needed.

const bodiesSql = `
  DELETE FROM bodies WHERE id IN (
    SELECT b.id FROM bodies b WHERE b.id < $1 AND NOT ${isOpenSql("b.id")} LIMIT ${chunkSize})`;

const eventDataSql = `
  DELETE FROM event_data WHERE event_id IN (
    SELECT x.event_id FROM event_data x
    WHERE x.event_id < $1 AND NOT EXISTS (SELECT FROM deliveries d WHERE d.event_id = x.event_id AND ${isOpenSql("d.id")})
    LIMIT ${chunkSize})`;

// In rows from before the ledger had partitions, bodies and event data are columns; for newer rows, they are in separate tables.

const firstBodiesSql = `
  WITH old AS (
    SELECT d.id FROM deliveries_first d WHERE d.id < $1 AND d.body IS NOT NULL AND NOT ${isOpenSql("d.id")} LIMIT ${chunkSize}
  ), responses AS (
    UPDATE attempts_first a SET response_body = NULL FROM old WHERE a.delivery_id = old.id
  )
  UPDATE deliveries_first d SET body = NULL FROM old WHERE d.id = old.id`;

const firstEventDataSql = `
  UPDATE events_first SET data = NULL, changes = NULL, warnings = NULL WHERE id IN (
    SELECT e.id FROM events_first e
    WHERE e.id < $1 AND (e.data IS NOT NULL OR e.changes IS NOT NULL OR e.warnings IS NOT NULL)
      AND NOT EXISTS (SELECT FROM deliveries_first d WHERE d.event_id = e.id AND d.body IS NOT NULL)
    LIMIT ${chunkSize})`;

const messagesSql = `
  DELETE FROM source_messages WHERE state <> 'waiting' AND id IN (
    SELECT m.id FROM source_messages m WHERE m.id < $1 AND m.state <> 'waiting' LIMIT ${chunkSize})`;

const attemptsSql = `
  DELETE FROM attempts WHERE (id, delivery_id) IN (
    SELECT a.id, a.delivery_id FROM attempts a WHERE a.delivery_id < $1 AND NOT ${isOpenSql("a.delivery_id")} LIMIT ${chunkSize})`;

const deliveriesSql = `
  DELETE FROM deliveries WHERE id IN (
    SELECT d.id FROM deliveries d WHERE d.id < $1 AND NOT ${isOpenSql("d.id")}
      AND NOT EXISTS (SELECT FROM attempts a WHERE a.delivery_id = d.id) LIMIT ${chunkSize})`;

const eventsSql = `
  DELETE FROM events WHERE id IN (
    SELECT e.id FROM events e
    WHERE e.id < $1 AND NOT EXISTS (SELECT FROM deliveries d WHERE d.event_id = e.id) LIMIT ${chunkSize})`;

const dedupeKeysSql = `
  DELETE FROM dedupe_keys WHERE key IN (SELECT key FROM dedupe_keys WHERE event_id < $1 LIMIT ${chunkSize})`;

const jobExclusionsSql = `
  DELETE FROM job_exclusions WHERE (job_id, id) IN (SELECT job_id, id FROM job_exclusions WHERE id < $1 LIMIT ${chunkSize})`;

// A worker may record a new event of the entity meanwhile, which the last condition finds.
const entitiesSql = `
  DELETE FROM entities WHERE (tenant_id, entity_type, entity_id) IN (
    SELECT n.tenant_id, n.entity_type, n.entity_id FROM entities n
    WHERE n.last_id < $1 AND NOT EXISTS (
      SELECT FROM events e WHERE e.entity_type = n.entity_type AND e.entity_id = n.entity_id
        AND n.tenant_id IN ('${lenderTenantId}', e.partner_id))
    LIMIT ${chunkSize}) AND last_id < $1`;

/** Previous keys are kept for a while after their overlap, so that old requests can still be distinguished from forged ones. */
const endedKeyRetentionDays = 7;

const previousKeysSql = `
  DELETE FROM previous_keys WHERE id IN (SELECT id FROM previous_keys WHERE valid_until < $1 LIMIT ${chunkSize})`;

const previousSourceKeysSql = `
  UPDATE sources SET previous_key_sealed = NULL, previous_key_until = NULL
  WHERE previous_key_until < $1 AND id IN (SELECT id FROM sources WHERE previous_key_until < $1 LIMIT ${chunkSize})`;

/** Reconciliations are removed after this time, except those on which a job is still working. */
const reconciliationRetentionDays = 30;

const reconciliationsSql = `
  DELETE FROM reconciliations WHERE id IN (
    SELECT r.id FROM reconciliations r
    WHERE r.id < $1 AND NOT EXISTS (
      SELECT FROM jobs j WHERE j.state IN ('running', 'paused') AND j.filter ->> 'reconciliationId' = r.id::text)
    LIMIT ${chunkSize})`;

// These rows are left over from reconciliations whose process was killed.
const receivedTraceIdsSql = `
  DELETE FROM received_trace_ids WHERE (reconciliation_id, trace_id) IN (
    SELECT reconciliation_id, trace_id FROM received_trace_ids WHERE reconciliation_id < $1 LIMIT ${chunkSize})`;

const receivedRangesSql = `
  DELETE FROM received_ranges WHERE (reconciliation_id, first) IN (
    SELECT reconciliation_id, first FROM received_ranges WHERE reconciliation_id < $1 LIMIT ${chunkSize})`;

const feedEntriesSql = `
  DELETE FROM feed_entries WHERE (webhook_id, transaction_id, delivery_id) IN (
    SELECT e.webhook_id, e.transaction_id, e.delivery_id FROM feed_entries e
    WHERE e.delivery_id < $1 OR NOT EXISTS (SELECT FROM feeds f WHERE f.webhook_id = e.webhook_id) LIMIT ${chunkSize})`;

export interface RemovedCounts {
  /** Names of the partitions that were dropped with all their rows, which are not counted below. */
  partitions: string[];
  bodies: number;
  eventData: number;
  messages: number;
  attempts: number;
  deliveries: number;
  events: number;
  dedupeKeys: number;
  entities: number;
  jobExclusions: number;
  previousKeys: number;
  reconciliations: number;
  feedEntries: number;
}

/**
 * Removes data past its retention period: bodies and event data first, the records of events, deliveries and attempts later. Drops
 * partitions, and so removes whole weeks of bodies and whole months of records. In a partition with rows that are still needed, it
 * deletes only the other rows. Deliveries that may still be sent are kept, however old, and so are messages of sources that wait to be mapped.
 * Also removes idempotency keys, entities without events, previous keys a week after their overlap, results of reconciliations, and feed entries of deliveries whose bodies are past their retention.
 */
export async function applyRetention(now = currentTime()): Promise<RemovedCounts> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  const buildIdBound = (period: Period, days: number) => buildIdFloor(startOfPeriod(period, daysAgo(days)));
  const { HOOKLEDGER_BODY_RETENTION_DAYS, HOOKLEDGER_ATTEMPT_RETENTION_DAYS, HOOKLEDGER_IDEMPOTENCY_DAYS } =
    env();
  const bodyBound = buildIdBound("week", HOOKLEDGER_BODY_RETENTION_DAYS);
  const recordBound = buildIdBound("month", HOOKLEDGER_ATTEMPT_RETENTION_DAYS);
  const { events, deliveries, attempts, eventData, bodies, sourceMessages } = partitionedTables;
  const counts = {
    partitions: [
      ...(await dropPartitions([bodies], bodyBound, openDeliveriesSql)),
      ...(await dropPartitions([eventData], bodyBound, eventsOfOpenDeliveriesSql)),
      ...(await dropPartitions([sourceMessages], bodyBound, waitingMessagesSql)),
      ...(await dropPartitions([deliveries, attempts], recordBound, openDeliveriesSql)),
      ...(await dropPartitions([events], recordBound, deliveriesOfEventsSql)),
    ],
    bodies:
      (await removeInChunks(bodiesSql, bodyBound)) +
      (await removeFromFirst(deliveries, firstBodiesSql, bodyBound)),
    eventData:
      (await removeInChunks(eventDataSql, bodyBound)) +
      (await removeFromFirst(events, firstEventDataSql, bodyBound)),
    messages: await removeInChunks(messagesSql, bodyBound),
    attempts: await removeInChunks(attemptsSql, recordBound),
    deliveries: await removeInChunks(deliveriesSql, recordBound),
    events: await removeInChunks(eventsSql, recordBound),
    // An idempotency key must not outlive its event: an event sent again with that key would be rejected as a conflict.
    dedupeKeys: await removeInChunks(
      dedupeKeysSql,
      buildIdFloor(daysAgo(Math.min(HOOKLEDGER_IDEMPOTENCY_DAYS, HOOKLEDGER_ATTEMPT_RETENTION_DAYS))),
    ),
    entities: await removeInChunks(entitiesSql, recordBound),
    jobExclusions: await removeInChunks(jobExclusionsSql, recordBound),
    previousKeys:
      (await removeInChunks(previousKeysSql, daysAgo(endedKeyRetentionDays))) +
      (await removeInChunks(previousSourceKeysSql, daysAgo(endedKeyRetentionDays))),
    reconciliations: await removeInChunks(
      reconciliationsSql,
      buildIdFloor(daysAgo(reconciliationRetentionDays)),
    ),
    feedEntries: await removeInChunks(feedEntriesSql, bodyBound),
  };
  await removeInChunks(receivedTraceIdsSql, buildIdFloor(daysAgo(1)));
  await removeInChunks(receivedRangesSql, buildIdFloor(daysAgo(1)));
  // Autovacuum analyzes only the partitions, so this updates the statistics of the whole tables.
  await pool().query(withLongTimeout("ANALYZE events, deliveries, attempts", []));
  return counts;
}

/** Runs `sql` on the first partition of a table, unless that partition has been dropped. Returns how many rows it changed. */
async function removeFromFirst({ name }: PartitionedTable, sql: string, bound: string): Promise<number> {
  const { rows } = await pool().query("SELECT to_regclass($1) IS NOT NULL AS found", [`${name}_first`]);
  return rows[0].found ? await removeInChunks(sql, bound) : 0;
}

async function removeInChunks(sql: string, bound: string | Date): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await pool().query(withLongTimeout(sql, [bound]));
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < chunkSize) return total;
  }
}

function withLongTimeout(text: string, values: unknown[]): pg.QueryConfig {
  return { text, values, query_timeout: statementTimeoutMs } as pg.QueryConfig;
}
