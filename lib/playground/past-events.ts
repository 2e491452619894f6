import { limitEvent } from "../customer-data/limit-event";
import { recordReveal } from "../customer-data/record-reveal";
import { pool } from "../db";
import {
  canContainOneTimeCode,
  listOneTimeCodes,
  maskOneTimeCodesInData,
} from "../deliveries/one-time-codes";
import type { Changes, EventFacts } from "../dialects/dialect";
import { parseStoredEvent, type StoredEvent, selectStoredEventsSql } from "../dialects/stored-event";
import { ownEventPrefix } from "../own-events/names";
import { requirePermission, type Scope } from "../scope/scope";

const maxPastEvents = 20;

const eventsSql = `${selectStoredEventsSql(", e.version")}
  WHERE (e.type = $1 OR ($1::text IS NULL AND e.type NOT LIKE '${ownEventPrefix}%')) AND ($2::uuid IS NULL OR e.partner_id = $2)
    AND ($3::uuid IS NULL OR e.id = $3)
  ORDER BY e.id DESC LIMIT $4`;

const choicesSql = `
  SELECT id, entity_id AS "entityId", occurred_at AS "occurredAt" FROM events
  WHERE type = $1 AND ($2::uuid IS NULL OR partner_id = $2) ORDER BY id DESC LIMIT $3`;

/**
 * Lists the last events of a type ("*": all types except Hookledger's own) in this scope, newest first. One-time codes and, without the
 * permission for it, customer data are masked, as everywhere in the portal, so that a condition or template can neither show nor guess them.
 * That a user can see customer data is recorded.
 */
export async function listPastEvents(scope: Scope, eventType: string): Promise<EventFacts[]> {
  requirePermission(scope, "deliveries:read");
  const events = await readEvents(scope, eventType === "*" ? null : eventType, null, maxPastEvents);
  const { partnerId } = scope;
  const entry = { action: "event-type.data-viewed", targetId: eventType, partnerId } as const;
  await recordReveal(scope, entry, async () => events);
  return events;
}

/** Finds a past event of a type by its ID, or the newest if `id` is null, masked and recorded like `listPastEvents`. */
export async function findPastEvent(
  scope: Scope,
  eventType: string,
  id: string | null,
): Promise<EventFacts | null> {
  requirePermission(scope, "deliveries:read");
  const [event] = await readEvents(scope, eventType, id, 1);
  if (!event) return null;
  const { id: targetId, partnerId } = event;
  await recordReveal(scope, { action: "event.data-viewed", targetId, partnerId }, async () => [event]);
  return event;
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
  const values = [eventType, scope.partnerId, id, limit];
  const { rows } = await pool().query<StoredEvent & { version: number }>(eventsSql, values);
  return Promise.all(
    rows.map(({ version, ...stored }) => {
      const event = canContainOneTimeCode(stored.type) ? parseMasked(stored) : parseStoredEvent(stored);
      return limitEvent(scope, { ...event, version });
    }),
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
