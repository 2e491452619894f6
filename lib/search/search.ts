import { pool } from "../db";
import { toTenantId } from "../entities/tenant-id";
import { parseId } from "../ids";
import { ofEventSql } from "../partitions/of-event-sql";
import { can, Forbidden, type Scope } from "../scope/scope";
import { findWebhooks } from "./find-webhooks";

/** A search result. Each kind of result opens a different page. */
export type Match =
  | { kind: "delivery"; traceId: string; title: string; entityType: string; entityId: string }
  | { kind: "attempt"; attemptId: string; traceId: string; title: string; number: number | null }
  | { kind: "event"; eventId: string; title: string; entityType: string; entityId: string }
  | { kind: "entity"; entityType: string; entityId: string }
  | { kind: "webhook"; webhookId: string; name: string };

/** The maximum number of results of each kind. */
export const maxMatches = 20;

/**
 * Searches what the scope can see, with at most 20 results of each kind: by trace, attempt or event ID (an event ID finds
 * the event's deliveries, or the event itself when it has none), by entity ID in any
 * case, and by the ID or part of the name of a webhook. Without
 * webhooks:read, only webhooks with deliveries are found.
 */
export async function search(scope: Scope, text: string): Promise<Match[]> {
  const canReadDeliveries = can(scope, "deliveries:read");
  if (!canReadDeliveries && !can(scope, "webhooks:read")) throw new Forbidden("deliveries:read");
  const query = text.trim();
  // PostgreSQL rejects U+0000 in text.
  if (query === "" || query.includes("\u0000")) return [];
  const id = parseId(query);
  const found = await Promise.all([
    ...(canReadDeliveries && id !== null
      ? [findDeliveries(scope, id), findAttempts(scope, id), findEventWithoutDeliveries(scope, id)]
      : []),
    canReadDeliveries ? findEntities(scope, query) : [],
    findWebhookMatches(scope, query),
  ]);
  return removeDuplicates(found.flat());
}

async function findDeliveries(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'delivery' AS kind, d.id AS "traceId", coalesce(t.title, d.event_type) AS title,
            d.entity_type AS "entityType", d.entity_id AS "entityId"
     FROM (SELECT $1::uuid AS id UNION SELECT d.id FROM deliveries d WHERE ${ofEventSql("$1::uuid")}) found
     JOIN deliveries d ON d.id = found.id LEFT JOIN event_types t ON t.name = d.event_type
     WHERE ($2::uuid IS NULL OR d.partner_id = $2)
     ORDER BY d.id DESC LIMIT ${maxMatches}`,
    [id, scope.partnerId],
  );
  return rows;
}

async function findAttempts(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'attempt' AS kind, a.id AS "attemptId", d.id AS "traceId", a.number,
            coalesce(t.title, d.event_type) AS title
     FROM attempts a JOIN deliveries d ON d.id = a.delivery_id LEFT JOIN event_types t ON t.name = d.event_type
     WHERE a.id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)`,
    [id, scope.partnerId],
  );
  return rows;
}

/** Finds an event by its ID, if the scope can see the event but none of its deliveries. */
async function findEventWithoutDeliveries(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'event' AS kind, e.id AS "eventId", coalesce(t.title, e.type) AS title,
            e.entity_type AS "entityType", e.entity_id AS "entityId"
     FROM events e LEFT JOIN event_types t ON t.name = e.type
     WHERE e.id = $1 AND ($2::uuid IS NULL OR e.partner_id = $2)
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE ${ofEventSql("e.id")} AND ($2::uuid IS NULL OR d.partner_id = $2))`,
    [id, scope.partnerId],
  );
  return rows;
}

/**
 * Finds entities of any type with this ID that have a delivery or, if there is none, all entities whose IDs differ from it only in case. Needs
 * one index lookup for each entity type of the catalog.
 */
async function findEntities(scope: Scope, entityId: string): Promise<Match[]> {
  const exact = await findExactEntities(scope, entityId);
  if (exact.length > 0) return exact;
  const { rows } = await pool().query<Match>(
    `SELECT 'entity' AS kind, entity_type AS "entityType", entity_id AS "entityId" FROM entities
     WHERE tenant_id = $1 AND folded_id = lower($2) ORDER BY entity_id <> $2, last_id DESC LIMIT ${maxMatches}`,
    [toTenantId(scope), entityId],
  );
  return rows;
}

async function findExactEntities(scope: Scope, entityId: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'entity' AS kind, t.entity_type AS "entityType", $1::text AS "entityId"
     FROM (SELECT DISTINCT entity_type FROM event_types) t
     WHERE EXISTS (SELECT 1 FROM deliveries d WHERE d.entity_type = t.entity_type AND d.entity_id = $1
                     AND ($2::uuid IS NULL OR d.partner_id = $2))
     ORDER BY t.entity_type LIMIT ${maxMatches}`,
    [entityId, scope.partnerId],
  );
  return rows;
}

async function findWebhookMatches(scope: Scope, text: string): Promise<Match[]> {
  const found = await findWebhooks(scope, text, maxMatches);
  return found.map(({ id, name }) => ({ kind: "webhook", webhookId: id, name }));
}

function removeDuplicates(matches: Match[]): Match[] {
  return [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
}
