import { pool, type Queryable } from "../db";
import { dialectOf } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { parseStoredEvent, type StoredEvent } from "../dialects/stored-event";
import type { WebhookForSending } from "../webhooks/signing/sign-request";

const eventFactsSql = `
  SELECT e.id, e.type, COALESCE(t.title, e.type) AS title, e.entity_type AS "entityType", e.entity_id AS "entityId",
         e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", e.data::text, e.changes::text
  FROM events e LEFT JOIN event_types t ON t.name = e.type WHERE e.id = ANY($1::uuid[])`;

/**
 * Loads the events of the deliveries whose dialect puts an event's values into the URL and the headers. An event never
 * changes, so every attempt gets the same values, in the webhook's current templates.
 */
export async function loadEventsForUrlTemplates(
  deliveries: readonly { eventId: string; webhook: WebhookForSending }[],
  db: Queryable = pool(),
): Promise<Map<string, EventFacts>> {
  const ids = deliveries
    .filter(({ webhook }) => dialectOf(webhook.dialect).fill)
    .map(({ eventId }) => eventId);
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<StoredEvent>(eventFactsSql, [ids]);
  return new Map(rows.map((event) => [event.id, parseStoredEvent(event)]));
}
