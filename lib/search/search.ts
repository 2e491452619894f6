import { pool } from "../db";
import { isId } from "../ids";
import { can, Forbidden, type Scope } from "../scope/scope";
import { findWebhooks } from "./find-webhooks";

/** What a text names: each kind has a page of its own. */
export type Match =
  | { kind: "delivery"; traceId: string; title: string; entityType: string; entityId: string }
  | { kind: "attempt"; attemptId: string; traceId: string; title: string; number: number | null }
  | { kind: "event"; eventId: string; title: string; entityType: string; entityId: string }
  | { kind: "entity"; entityType: string; entityId: string }
  | { kind: "webhook"; webhookId: string; name: string };

/** Of each kind. */
export const maxMatches = 20;

/**
 * Everything that this text is the id or the name of, at most 20 of each kind, and nothing that the scope may not see:
 * trace, attempt and event ids (an event is found as its deliveries, without any as itself), entity ids of every
 * type, ids and parts of names of webhooks. Who may not read webhooks finds those that history names.
 */
export async function search(scope: Scope, text: string): Promise<Match[]> {
  const history = can(scope, "deliveries:read");
  if (!history && !can(scope, "webhooks:read")) throw new Forbidden("deliveries:read");
  const wanted = text.trim();
  // U+0000 is in no text of Postgres.
  if (wanted === "" || wanted.includes("\u0000")) return [];
  const id = wanted.toLowerCase();
  const found = await Promise.all([
    ...(history && isId(id)
      ? [findDeliveries(scope, id), findAttempts(scope, id), findUnmatchedEvent(scope, id)]
      : []),
    history ? findEntities(scope, wanted) : [],
    webhooksCalled(scope, wanted),
  ]);
  return distinct(found.flat());
}

async function findDeliveries(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'delivery' AS kind, d.id AS "traceId", coalesce(t.title, d.event_type) AS title,
            d.entity_type AS "entityType", d.entity_id AS "entityId"
     FROM deliveries d LEFT JOIN event_types t ON t.name = d.event_type
     WHERE (d.id = $1 OR d.event_id = $1) AND ($2::uuid IS NULL OR d.partner_id = $2)
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

/** An event that no webhook wanted. */
async function findUnmatchedEvent(scope: Scope, id: string): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'event' AS kind, e.id AS "eventId", coalesce(t.title, e.type) AS title,
            e.entity_type AS "entityType", e.entity_id AS "entityId"
     FROM events e LEFT JOIN event_types t ON t.name = e.type
     WHERE e.id = $1 AND ($2::uuid IS NULL OR e.partner_id = $2)
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND ($2::uuid IS NULL OR d.partner_id = $2))`,
    [id, scope.partnerId],
  );
  return rows;
}

/** One look into the index for each entity type of the catalogue: an id may be of several types. */
async function findEntities(scope: Scope, entityId: string): Promise<Match[]> {
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

async function webhooksCalled(scope: Scope, text: string): Promise<Match[]> {
  const found = await findWebhooks(scope, text, maxMatches);
  return found.map(({ id, name }) => ({ kind: "webhook", webhookId: id, name }));
}

function distinct(matches: Match[]): Match[] {
  return [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
}
