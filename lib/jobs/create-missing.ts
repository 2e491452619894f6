import type { Queryable } from "../db";
import { insertFeedEntriesSql } from "../feed/insert-entries-sql";
import { newId } from "../ids";
import { lineSql } from "../lines/line-sql";
import { ofEventSql } from "../partitions/of-event-sql";
import type { Exclusion, MissingDelivery } from "./plan-missing";

// Each event has at most one delivery for each webhook: every transaction that adds a delivery to an existing event locks the event first
// (decision 28), so the next statement sees the deliveries that other transactions have added.
const lockSql = `
  SELECT id FROM events WHERE id = ANY($1::uuid[]) AND id >= $2::uuid AND id <= $3::uuid ORDER BY id FOR NO KEY UPDATE`;

// In its line, a created delivery comes after those that are already open. Deliveries of one statement are in the order of their IDs.
const createSql = `
  WITH missing AS MATERIALIZED (
    SELECT p.*, e.type, e.entity_type, e.entity_id
    FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bytea[], $9::text[])
      AS p (id, event_id, webhook_id, partner_id, body, content_type)
    JOIN events e ON e.id = p.event_id AND e.id = ANY($1::uuid[]) AND e.id >= $2::uuid AND e.id <= $3::uuid
    WHERE NOT EXISTS (SELECT FROM deliveries d WHERE ${ofEventSql("p.event_id")} AND d.webhook_id = p.webhook_id)
  ), frozen AS (
    INSERT INTO bodies (id, bytes) SELECT id, body FROM missing
  ), written AS (
    INSERT INTO deliveries (id, event_id, webhook_id, partner_id, event_type, entity_type, entity_id, state, content_type,
                            replay_job_id)
    SELECT id, event_id, webhook_id, partner_id, type, entity_type, entity_id, 'pending', content_type, $10::uuid FROM missing
    RETURNING id, webhook_id
  ), fed AS (
    ${insertFeedEntriesSql("written")}
  )
  INSERT INTO open_deliveries (delivery_id, webhook_id, due_at, line, place)
  SELECT m.id, m.webhook_id, now(), CASE WHEN w.ordered THEN ${lineSql("m")} END,
         CASE WHEN w.ordered THEN (SELECT nextval('delivery_places')) END
  FROM missing m JOIN webhooks w ON w.id = m.webhook_id
  RETURNING webhook_id AS "webhookId"`;

/**
 * Creates missing deliveries, due now, for a job. Deliveries that have been created in the meantime are left out.
 * @returns the webhook ID of each created delivery
 */
export async function createMissing(
  db: Queryable,
  jobId: string,
  deliveries: readonly MissingDelivery[],
): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const eventIds = [...new Set(deliveries.map(({ eventId }) => eventId))].sort();
  const lockedIds = [eventIds, eventIds[0], eventIds.at(-1)];
  await db.query(lockSql, lockedIds);
  const { rows } = await db.query<{ webhookId: string }>(createSql, [
    ...lockedIds,
    deliveries.map(({ id }) => id),
    deliveries.map(({ eventId }) => eventId),
    deliveries.map(({ webhookId }) => webhookId),
    deliveries.map(({ partnerId }) => partnerId),
    deliveries.map(({ body }) => body),
    deliveries.map(({ contentType }) => contentType),
    jobId,
  ]);
  return rows.map(({ webhookId }) => webhookId);
}

const exclusionsSql = `
  INSERT INTO job_exclusions (job_id, id, event_id, webhook_id, reason)
  SELECT $1, id, event_id, webhook_id, reason FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
    AS e (id, event_id, webhook_id, reason)`;

/** Records the deliveries that the job could not create, with the reasons. */
export async function recordExclusions(
  db: Queryable,
  jobId: string,
  excluded: readonly Exclusion[],
): Promise<void> {
  if (excluded.length === 0) return;
  await db.query(exclusionsSql, [
    jobId,
    excluded.map(() => newId()),
    excluded.map(({ eventId }) => eventId),
    excluded.map(({ webhookId }) => webhookId),
    excluded.map(({ reason }) => reason),
  ]);
}
