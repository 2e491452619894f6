import { pool } from "../db";
import { ofEventSql } from "../partitions/of-event-sql";
import type { Scope } from "../scope/scope";
import type { Match } from "./schema";

const titleSql = "coalesce(t.title, d.event_type) AS title";
const typeJoinSql = "LEFT JOIN event_types t ON t.name = d.event_type";

/** Finds a delivery by its trace ID, or the newest deliveries of an event by the event's ID. */
export async function findDeliveries(scope: Scope, id: string, limit: number): Promise<Match[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT $1::uuid AS id UNION
     (SELECT d.id FROM deliveries d WHERE ${ofEventSql("$1::uuid")} ORDER BY d.id DESC LIMIT ${limit})`,
    [id],
  );
  return readDeliveryMatches(
    scope,
    rows.map((row) => row.id),
    true,
  );
}

/** Reads those of these deliveries that the scope can see, newest first. */
export async function readDeliveryMatches(
  scope: Scope,
  traceIds: readonly string[],
  whole: boolean,
): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'delivery' AS kind, d.id AS "traceId", ${titleSql}, d.entity_type AS "entityType",
            d.entity_id AS "entityId", $3::boolean AS whole
     FROM deliveries d ${typeJoinSql}
     WHERE d.id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR d.partner_id = $2) ORDER BY d.id DESC`,
    [traceIds, scope.partnerId, whole],
  );
  return rows;
}

/** Reads those of these attempts that the scope can see, newest first. */
export async function readAttemptMatches(
  scope: Scope,
  attemptIds: readonly string[],
  whole: boolean,
): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'attempt' AS kind, a.id AS "attemptId", d.id AS "traceId", a.number, ${titleSql}, $3::boolean AS whole
     FROM attempts a JOIN deliveries d ON d.id = a.delivery_id ${typeJoinSql}
     WHERE a.id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR d.partner_id = $2) ORDER BY a.id DESC`,
    [attemptIds, scope.partnerId, whole],
  );
  return rows;
}

/** Finds an event by its ID, if the scope can see the event but none of its deliveries. */
export async function findEventWithoutDeliveries(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'event' AS kind, e.id AS "eventId", coalesce(t.title, e.type) AS title,
            e.entity_type AS "entityType", e.entity_id AS "entityId", true AS whole
     FROM events e LEFT JOIN event_types t ON t.name = e.type
     WHERE e.id = $1 AND ($2::uuid IS NULL OR e.partner_id = $2)
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE ${ofEventSql("e.id")} AND ($2::uuid IS NULL OR d.partner_id = $2))`,
    [id, scope.partnerId],
  );
  return rows;
}
