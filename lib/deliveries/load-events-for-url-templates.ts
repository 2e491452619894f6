import { pool, type Queryable } from "../db";
import { getDialect } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { parseStoredEvent, type StoredEvent, storedEventSql } from "../dialects/stored-event";
import type { WebhookForSending } from "../webhooks/signing/sign-request";

const eventsSql = `${storedEventSql} WHERE e.id = ANY($1::uuid[])`;

/**
 * Loads the events of the deliveries whose dialect puts an event's values into the URL and the headers, by event ID. An event never changes,
 * so every attempt fills the same values into the webhook's current templates.
 */
export async function loadEventsForUrlTemplates(
  deliveries: readonly { eventId: string; webhook: WebhookForSending }[],
  db: Queryable = pool(),
): Promise<Map<string, EventFacts>> {
  const ids = deliveries
    .filter(({ webhook }) => getDialect(webhook.dialect).fill)
    .map(({ eventId }) => eventId);
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<StoredEvent>(eventsSql, [ids]);
  return new Map(rows.map((event) => [event.id, parseStoredEvent(event)]));
}
