import { pool } from "../db";
import {
  canContainOneTimeCode,
  listOneTimeCodes,
  maskOneTimeCodesInData,
} from "../deliveries/one-time-codes";
import type { Changes, EventFacts } from "../dialects/dialect";
import { parseStoredEvent, type StoredEvent, storedEventSql } from "../dialects/stored-event";
import { ownEventPrefix } from "../own-events/names";
import { requirePermission, type Scope } from "../scope/scope";

const maxPastEvents = 20;

const eventsSql = `${storedEventSql}
  WHERE (e.type = $1 OR ($1::text IS NULL AND e.type NOT LIKE '${ownEventPrefix}%')) AND ($2::uuid IS NULL OR e.partner_id = $2)
    AND ($3::uuid IS NULL OR e.id = $3)
  ORDER BY e.id DESC LIMIT $4`;

const choicesSql = `
  SELECT id, entity_id AS "entityId", occurred_at AS "occurredAt" FROM events
  WHERE type = $1 AND ($2::uuid IS NULL OR partner_id = $2) ORDER BY id DESC LIMIT $3`;

/**
 * Lists the last events of a type ("*": all types except Hookledger's own) in this scope, newest first. One-time codes are masked, as
 * everywhere in the portal, so that a condition or template can neither show nor guess a code.
 */
export async function listPastEvents(scope: Scope, eventType: string): Promise<EventFacts[]> {
  requirePermission(scope, "deliveries:read");
  return readEvents(scope, eventType === "*" ? null : eventType, null, maxPastEvents);
}

/** Finds a past event of a type by its ID, or the newest if `id` is null. One-time codes are masked. */
export async function findPastEvent(
  scope: Scope,
  eventType: string,
  id: string | null,
): Promise<EventFacts | null> {
  requirePermission(scope, "deliveries:read");
  const [event] = await readEvents(scope, eventType, id, 1);
  return event ?? null;
}

/** Lists the last events of a type, from which a user can choose one, without their data. */
export async function listPastEventChoices(
  scope: Scope,
  eventType: string,
): Promise<Pick<EventFacts, "id" | "entityId" | "occurredAt">[]> {
  requirePermission(scope, "deliveries:read");
  const values = [eventType, scope.partnerId, maxPastEvents];
  const { rows } = await pool().query<Pick<EventFacts, "id" | "entityId" | "occurredAt">>(choicesSql, values);
  return rows;
}

async function readEvents(scope: Scope, eventType: string | null, id: string | null, limit: number) {
  const { rows } = await pool().query<StoredEvent>(eventsSql, [eventType, scope.partnerId, id, limit]);
  return rows.map((event) =>
    canContainOneTimeCode(event.type) ? parseMasked(event) : parseStoredEvent(event),
  );
}

function parseMasked(stored: StoredEvent): EventFacts {
  const codes = listOneTimeCodes(stored.data, stored.changes);
  const { data, changes, ...event } = parseStoredEvent(stored);
  return {
    ...event,
    data: maskOneTimeCodesInData(data, codes),
    changes: maskOneTimeCodesInData(changes, codes) as Changes | null,
  };
}
