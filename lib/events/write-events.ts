import type pg from "pg";
import { writeJson } from "../json/write-json";
import { legacyEventDigest } from "./event-digest";
import type { DeliveryPlan } from "./plan-deliveries";
import type { ValidEvent } from "./validate-events";

/** A delivery that can be attempted now. */
export interface DueDelivery {
  deliveryId: string;
  webhookId: string;
}

export type WriteResult =
  | { kind: "accepted"; id: string; deliveries: number; due: DueDelivery[] }
  | { kind: "duplicate"; id: string; deliveries: number }
  | { kind: "conflict" };

type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

// The webhook's current state decides whether a delivery is held: it may have been enabled after its events were planned. The
// row of a paused one is locked, so a change that is enabling it is waited for: otherwise what is written here would stay held.
// Sorted by dedupe key, so that two batches that share keys lock them in the same order and cannot deadlock.
const insertSql = `
  WITH accepted AS (
    INSERT INTO events (id, type, entity_type, entity_id, partner_id, data, occurred_at, received_by, simulated,
                        dedupe_key, digest, passed_over, changes, version, warnings)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::json[],
                         $7::timestamptz[], $8::text[], $9::boolean[], $10::text[], $11::bytea[], $12::json[],
                         $19::json[], $20::int[], $21::json[])
      AS e (id, type, entity_type, entity_id, partner_id, data, occurred_at, received_by, simulated, dedupe_key,
            digest, passed_over, changes, version, warnings)
    ORDER BY dedupe_key
    ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING
    RETURNING id, type, entity_type, entity_id, simulated
  ), paused AS MATERIALIZED (
    SELECT id FROM webhooks WHERE id = ANY($15::uuid[]) AND state = 'paused' ORDER BY id FOR KEY SHARE
  ), frozen AS (
    INSERT INTO deliveries (id, event_id, webhook_id, partner_id, event_type, entity_type, entity_id, simulated,
                            state, body, content_type)
    SELECT d.id, e.id, d.webhook_id, d.partner_id, e.type, e.entity_type, e.entity_id, e.simulated,
           CASE WHEN EXISTS (SELECT 1 FROM paused WHERE paused.id = d.webhook_id) THEN 'held' ELSE 'pending' END::delivery_state,
           d.body, d.content_type
    FROM unnest($13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::bytea[], $18::text[])
      AS d (id, event_id, webhook_id, partner_id, body, content_type)
    JOIN accepted e ON e.id = d.event_id
    RETURNING id, webhook_id, state
  ), opened AS (
    INSERT INTO open_deliveries (delivery_id, webhook_id, due_at)
    SELECT id, webhook_id, CASE state WHEN 'pending' THEN now() END FROM frozen
  )
  SELECT id FROM accepted`;

// The lender's keys begin with "-:"; any other belongs to the event's partner.
const repeatedSql = `
  SELECT e.dedupe_key AS "dedupeKey", e.id, e.digest,
         (SELECT count(*)::int FROM deliveries d WHERE d.event_id = e.id
            AND (e.dedupe_key LIKE '-:%' OR d.partner_id = e.partner_id)) AS deliveries
  FROM events e WHERE e.dedupe_key = ANY($1) AND e.dedupe_key IS NOT NULL`;

/**
 * Writes events with their deliveries in one statement: after the commit all of them exist, or none. An event whose dedupe
 * key exists is not written again; it comes back as "duplicate", or as "conflict" when its content differs.
 * @param plans one for each event, in the same order.
 */
export async function writeEvents(
  db: Queryable,
  events: readonly ValidEvent[],
  plans: readonly DeliveryPlan[],
): Promise<WriteResult[]> {
  if (events.length === 0) return [];
  const planned = events.map((event, index) => ({ event, ...(plans[index] as DeliveryPlan) }));
  const deliveries = planned.flatMap(({ event, deliveries }) =>
    deliveries.map((delivery) => ({ eventId: event.id, ...delivery })),
  );
  const values = [
    events.map((event) => event.id),
    events.map((event) => event.type),
    events.map((event) => event.entityType),
    events.map((event) => event.entityId),
    events.map((event) => event.partnerId),
    events.map((event) => event.dataJson),
    // As text: pg writes a Date in the machine's zone, with an offset in minutes; before 1900 most offsets have seconds.
    events.map((event) => event.occurredAt.toISOString()),
    events.map((event) => event.receivedBy),
    events.map((event) => event.simulated),
    events.map((event) => event.dedupeKey),
    events.map((event) => event.digest),
    planned.map(({ skipped }) => JSON.stringify(skipped)),
    deliveries.map((delivery) => delivery.id),
    deliveries.map((delivery) => delivery.eventId),
    deliveries.map((delivery) => delivery.webhookId),
    deliveries.map((delivery) => delivery.partnerId),
    deliveries.map((delivery) => delivery.body),
    deliveries.map((delivery) => delivery.contentType),
    events.map((event) => event.changes && writeJson(event.changes)),
    events.map((event) => event.version),
    events.map((event) => (event.warnings.length === 0 ? null : JSON.stringify(event.warnings))),
  ];
  // Named, so that Postgres plans it once for each connection: planning takes longer than writing one event.
  const { rows } = await db.query<{ id: string }>({ name: "write-events", text: insertSql, values });
  const accepted = new Set(rows.map((row) => row.id));
  const checkRepeat = await loadRepeatChecker(
    db,
    events.filter((event) => !accepted.has(event.id)),
  );
  return planned.map(({ event, deliveries }) => {
    if (!accepted.has(event.id)) return checkRepeat(event);
    const due = deliveries
      .filter(({ held }) => !held)
      .map(({ id, webhookId }) => ({ deliveryId: id, webhookId }));
    const { countedFor } = event;
    const counted = deliveries.filter(({ partnerId }) => countedFor === null || partnerId === countedFor);
    return { kind: "accepted", id: event.id, deliveries: counted.length, due };
  });
}

async function loadRepeatChecker(
  db: Queryable,
  events: ValidEvent[],
): Promise<(event: ValidEvent) => WriteResult> {
  if (events.length === 0) return () => ({ kind: "conflict" });
  const { rows } = await db.query<{ dedupeKey: string; id: string; digest: Buffer; deliveries: number }>(
    repeatedSql,
    [events.map((event) => event.dedupeKey)],
  );
  const byKey = new Map(rows.map((row) => [row.dedupeKey, row]));
  return (event) => {
    const first = byKey.get(event.dedupeKey ?? "");
    if (!first || !isRepeat(event, first.digest)) return { kind: "conflict" };
    return { kind: "duplicate", id: first.id, deliveries: first.deliveries };
  };
}

function isRepeat({ digest, sent }: ValidEvent, known: Buffer): boolean {
  return known.equals(digest) || known.equals(legacyEventDigest(sent));
}
