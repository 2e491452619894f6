import type { Queryable } from "../db";
import { ownEventPrefix } from "../own-events/names";
import { ofEventSql } from "../partitions/of-event-sql";
import type { TriggerCandidate } from "../webhooks/match";
import type { IdRange } from "./read-onward";
import type { JobFilter } from "./schema";

/** An event, and the webhooks that are subscribed to it but have no delivery of it; usually there are no such webhooks. */
export interface ReadEvent {
  id: string;
  webhookIds: string[];
}

// "*" does not include Hookledger's own events.
const isOwnEventSql = `starts_with(e.type, '${ownEventPrefix}')`;

const missingSql = `
  ARRAY(
    SELECT DISTINCT c.webhook_id FROM unnest($4::uuid[], $5::uuid[], $6::text[]) AS c (webhook_id, partner_id, event_type)
    WHERE (c.event_type = e.type OR (c.event_type = '*' AND NOT ${isOwnEventSql})) AND (c.partner_id IS NULL OR c.partner_id = e.partner_id)
      AND NOT EXISTS (SELECT FROM deliveries d WHERE ${ofEventSql("e.id")} AND d.webhook_id = c.webhook_id)
    ORDER BY c.webhook_id)`;

/**
 * Reads the first events of a range that match the filter, in the order of their IDs, with the webhooks whose deliveries may be missing:
 * conditions and templates are not evaluated yet. Simulated events are left out, because each was for one webhook only.
 * @param candidates the triggers of the job's webhooks
 */
export async function readEvents(
  db: Queryable,
  filter: JobFilter,
  candidates: readonly TriggerCandidate[],
  { from, before }: IdRange,
  limit: number,
): Promise<ReadEvent[]> {
  const values: unknown[] = [
    from,
    before,
    limit,
    candidates.map(({ webhookId }) => webhookId),
    candidates.map(({ partnerId }) => partnerId),
    candidates.map(({ eventType }) => eventType),
  ];
  const conditions = ["id >= $1::uuid AND id < $2::uuid AND NOT simulated"];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(condition.replace("?", `$${values.push(value)}`));
  };
  const types = new Set(candidates.map(({ eventType }) => eventType));
  if (!types.has("*")) add("type = ANY(?::text[])", [...types]);
  add("type = ANY(?::text[])", filter.eventTypes);
  add("entity_type = ?", filter.entityType);
  add("entity_id = ?", filter.entityId);
  const { rows } = await db.query<ReadEvent>(
    `SELECT e.id, ${missingSql} AS "webhookIds"
     FROM (SELECT id, type, partner_id FROM events WHERE ${conditions.join(" AND ")} ORDER BY id LIMIT $3) e
     ORDER BY e.id`,
    values,
  );
  return rows;
}

/**
 * Takes the first events with missing deliveries as a batch: together they lack at most `max` deliveries, unless the first one alone
 * lacks more. The rest begins with the next event that has missing deliveries.
 */
export function takeMissingBatch(
  events: readonly ReadEvent[],
  max: number,
): { batch: ReadEvent[]; rest: readonly ReadEvent[] } {
  const batch: ReadEvent[] = [];
  let count = 0;
  for (const [index, event] of events.entries()) {
    if (event.webhookIds.length === 0) continue;
    if (batch.length > 0 && count + event.webhookIds.length > max)
      return { batch, rest: events.slice(index) };
    batch.push(event);
    count += event.webhookIds.length;
  }
  return { batch, rest: [] };
}
