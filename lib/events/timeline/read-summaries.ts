import { pool } from "../../db";
import { eventDataJoinSql, eventDataSql } from "../../dialects/stored-event";
import { ofEventSql } from "../../partitions/of-event-sql";
import type { SkippedWebhook } from "../../webhooks/match";
import type { DeliveryCounts, EventSummary } from "./schema";

export interface EventRow extends EventSummary {
  skipped: SkippedWebhook[];
  /** How many of the event's deliveries were created by jobs. */
  replayed: number;
}

const columnsSql = `
  e.id, e.type, coalesce(t.title, e.type) AS title, e.entity_type AS "entityType", e.entity_id AS "entityId",
  e.partner_id AS "partnerId", p.name AS "partnerName", e.received_at AS "receivedAt",
  e.occurred_at AS "occurredAt", e.received_by AS "receivedBy", e.simulated,
  CASE WHEN e.message_id IS NOT NULL
    THEN json_build_object('messageId', e.message_id, 'verified', coalesce(e.verified, false)) END AS source,
  e.dedupe_key IS NOT NULL AS "hasIdempotencyKey", coalesce(octet_length(${eventDataSql.data}), 0) AS "dataBytes",
  e.passed_over AS "skipped", e.version, coalesce(x.warnings, e.warnings, '[]') AS warnings`;

/**
 * Reads summaries of events, newest first.
 * @param source SQL that selects rows of events.
 * @param values the parameters of `source`.
 */
export async function readSummaries(
  source: string,
  values: readonly unknown[],
  partnerId: string | null,
): Promise<EventRow[]> {
  const { rows } = await pool().query<EventRow & { receivedAt: Date; occurredAt: Date }>(
    `SELECT ${columnsSql} FROM (${source}) e ${eventDataJoinSql}
     LEFT JOIN event_types t ON t.name = e.type LEFT JOIN partners p ON p.id = e.partner_id
     ORDER BY e.id DESC`,
    [...values],
  );
  const counts = await countDeliveries(
    rows.map(({ id }) => id),
    partnerId,
  );
  return rows.map((row) => ({
    ...row,
    receivedAt: (row.receivedAt as Date).toISOString(),
    occurredAt: (row.occurredAt as Date).toISOString(),
    ...(counts.get(row.id) ?? { deliveries: noDeliveries, replayed: 0 }),
  }));
}

const noDeliveries: DeliveryCounts = { total: 0, pending: 0, succeeded: 0, failed: 0, held: 0, discarded: 0 };

const countsSql = `
  SELECT e.id AS "eventId", count(*)::int AS total,
         count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'succeeded')::int AS succeeded,
         count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state = 'held')::int AS held,
         count(*) FILTER (WHERE state = 'discarded')::int AS discarded,
         count(replay_job_id)::int AS replayed
  FROM unnest($1::uuid[]) e (id) CROSS JOIN LATERAL (
    SELECT state, replay_job_id FROM deliveries d WHERE ${ofEventSql("e.id")} AND ($2::uuid IS NULL OR partner_id = $2) OFFSET 0) d
  GROUP BY e.id`;

async function countDeliveries(eventIds: string[], partnerId: string | null) {
  const { rows } = await pool().query<DeliveryCounts & { eventId: string; replayed: number }>(countsSql, [
    eventIds,
    partnerId,
  ]);
  return new Map(rows.map(({ eventId, replayed, ...deliveries }) => [eventId, { deliveries, replayed }]));
}
