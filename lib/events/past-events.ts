import { demand, type Scope } from "../access/scope";
import { pool } from "../db";
import { carriesOneTimeCode, maskOneTimeCodes } from "../deliveries/one-time-codes";
import type { EventFacts } from "../dialects/dialect";

export const pastEventsShown = 20;

const recentSql = `
  SELECT e.id, e.type, COALESCE(t.title, e.type) AS title, e.entity_type AS "entityType", e.entity_id AS "entityId",
         e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", e.data, e.changes
  FROM events e LEFT JOIN event_types t ON t.name = e.type
  WHERE ($1::text IS NULL OR e.type = $1) AND ($2::uuid IS NULL OR e.partner_id = $2)
  ORDER BY e.id DESC LIMIT ${pastEventsShown}`;

/**
 * The last events of a type ("*": of any) that this scope may see, newest first. One-time codes are masked in them, as
 * everywhere in the portal: what is tried with them can neither show nor guess a code.
 */
export async function lastEvents(scope: Scope, eventType: string): Promise<EventFacts[]> {
  demand(scope, "deliveries:read");
  const { rows } = await pool().query<EventFacts>(recentSql, [
    eventType === "*" ? null : eventType,
    scope.partnerId,
  ]);
  return rows.map((event) => (carriesOneTimeCode(event.type) ? withoutCodes(event) : event));
}

function withoutCodes(event: EventFacts): EventFacts {
  const { data, changes } = event;
  return { ...event, ...JSON.parse(maskOneTimeCodes(JSON.stringify({ data, changes })).text) };
}
