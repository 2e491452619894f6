import type pg from "pg";
import { insertFeedEntriesSql } from "../feed/insert-entries-sql";
import { writeJson } from "../json/write-json";
import { lineSql } from "../lines/line-sql";
import { announceChanges } from "../live/announce-changes";
import { ofEventSql } from "../partitions/of-event-sql";
import { computeLegacyEventDigest } from "./event-digest";
import type { DeliveryPlan } from "./plan-deliveries";
import { fingerprintSql, type SubscriptionsByTrigger } from "./subscriptions";
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

// The webhook's current state decides whether a delivery is held, because the webhook may have been enabled after its events were planned.
// The row of a paused webhook is locked, so that this statement waits for a change that is enabling the webhook; otherwise the deliveries
// written here would stay held. Deliveries of webhooks that send in order get a place: a number for the statement plus the index of their
// event. Dedupe keys are inserted in sorted order, so that two batches that share keys lock them in the same order and cannot deadlock.
const insertSql = `
  WITH changed AS MATERIALIZED (
    SELECT 1 FROM unnest($22::text[], $23::text[]) AS known (trigger, fingerprint)
    WHERE known.fingerprint IS DISTINCT FROM ${fingerprintSql("known.trigger")} LIMIT 1
  ), sent AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::json[],
                         $7::timestamptz[], $8::text[], $9::boolean[], $10::text[], $11::bytea[], $12::json[],
                         $19::json[], $20::int[], $21::json[], $25::uuid[], $26::boolean[])
      AS e (id, type, entity_type, entity_id, partner_id, data, occurred_at, received_by, simulated, dedupe_key,
            digest, passed_over, changes, version, warnings, message_id, verified)
    WHERE NOT EXISTS (SELECT FROM changed)
  ), first AS (
    INSERT INTO dedupe_keys (key, event_id) SELECT dedupe_key, id FROM sent WHERE dedupe_key IS NOT NULL ORDER BY dedupe_key
    ON CONFLICT (key) DO NOTHING
    RETURNING event_id
  ), accepted AS (
    INSERT INTO events (id, type, entity_type, entity_id, partner_id, occurred_at, received_by, simulated, dedupe_key,
                        digest, passed_over, version, message_id, verified)
    SELECT id, type, entity_type, entity_id, partner_id, occurred_at, received_by, simulated, dedupe_key, digest, passed_over,
           version, message_id, verified
    FROM sent WHERE dedupe_key IS NULL OR id IN (SELECT event_id FROM first)
    RETURNING id, type, entity_type, entity_id, simulated
  ), kept AS (
    INSERT INTO event_data (event_id, data, changes, warnings)
    SELECT id, data, changes, warnings FROM sent WHERE id IN (SELECT id FROM accepted)
  ), paused AS MATERIALIZED (
    SELECT id FROM webhooks WHERE id = ANY($15::uuid[]) AND state = 'paused' ORDER BY id FOR KEY SHARE
  ), planned AS MATERIALIZED (
    SELECT d.*, e.type, e.entity_type, e.entity_id, e.simulated,
           CASE WHEN EXISTS (SELECT 1 FROM paused WHERE paused.id = d.webhook_id) THEN 'held' ELSE 'pending' END::delivery_state
             AS state
    FROM unnest($13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::bytea[], $18::text[], $24::int[])
      AS d (id, event_id, webhook_id, partner_id, body, content_type, place)
    JOIN accepted e ON e.id = d.event_id
  ), frozen AS (
    INSERT INTO bodies (id, bytes) SELECT id, body FROM planned
  ), written AS (
    INSERT INTO deliveries (id, event_id, webhook_id, partner_id, event_type, entity_type, entity_id, simulated,
                            state, content_type)
    SELECT id, event_id, webhook_id, partner_id, type, entity_type, entity_id, simulated, state, content_type
    FROM planned
    RETURNING id, webhook_id, state
  ), fed AS (
    ${insertFeedEntriesSql("written")}
  ), opened AS (
    INSERT INTO open_deliveries (delivery_id, webhook_id, due_at, line, place)
    SELECT id, webhook_id, CASE state WHEN 'pending' THEN now() END,
           CASE WHEN place IS NOT NULL THEN ${lineSql("planned")} END,
           CASE WHEN place IS NOT NULL THEN (SELECT nextval('delivery_places')) + place END
    FROM planned
  )
  SELECT id FROM accepted UNION ALL SELECT NULL FROM changed`;

// The lender's dedupe keys begin with "-:"; any other key belongs to the event's partner.
const repeatedSql = `
  SELECT k.key AS "dedupeKey", e.id, e.digest,
         (SELECT count(*)::int FROM deliveries d WHERE ${ofEventSql("e.id")}
            AND (k.key LIKE '-:%' OR d.partner_id = e.partner_id)) AS deliveries
  FROM dedupe_keys k JOIN events e ON e.id = k.event_id WHERE k.key = ANY($1)`;

/** Nothing was written: a webhook or a trigger changed after it was read for the plans. */
export class SubscriptionsChanged extends Error {
  constructor(readonly triggers: readonly string[]) {
    super("subscriptions changed after the events were planned");
  }
}

/**
 * Writes events with their deliveries in one statement: after the commit, either all of them exist or none. An event whose dedupe key exists
 * is not written again; its result is "duplicate", or "conflict" if its content differs.
 * @param plans one for each event, in the same order.
 * @param plannedWith the subscriptions that the plans were made with, if they may be old. The statement that writes compares them with
 *   the current ones, and if they differ, writeEvents throws SubscriptionsChanged.
 */
export async function writeEvents(
  db: Queryable,
  events: readonly ValidEvent[],
  plans: readonly DeliveryPlan[],
  plannedWith: SubscriptionsByTrigger = new Map(),
): Promise<WriteResult[]> {
  if (events.length === 0) return [];
  const plannedEvents = events.map((event, index) => ({ event, ...(plans[index] as DeliveryPlan) }));
  const deliveries = plannedEvents.flatMap(({ event, deliveries }, index) =>
    deliveries.map((delivery) => ({
      eventId: event.id,
      place: delivery.ordered ? index : null,
      ...delivery,
    })),
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
    plannedEvents.map(({ skipped }) => JSON.stringify(skipped)),
    deliveries.map((delivery) => delivery.id),
    deliveries.map((delivery) => delivery.eventId),
    deliveries.map((delivery) => delivery.webhookId),
    deliveries.map((delivery) => delivery.partnerId),
    deliveries.map((delivery) => delivery.body),
    deliveries.map((delivery) => delivery.contentType),
    events.map((event) => event.changes && writeJson(event.changes)),
    events.map((event) => event.version),
    events.map((event) => (event.warnings.length === 0 ? null : JSON.stringify(event.warnings))),
    [...plannedWith.keys()],
    [...plannedWith.values()].map(({ fingerprint }) => fingerprint),
    deliveries.map((delivery) => delivery.place),
    events.map(({ source }) => source?.messageId),
    events.map(({ source }) => source?.verified),
  ];
  announceChanges("events", "deliveries");
  // Named, so that Postgres soon reuses a plan on each connection: planning takes longer than writing one event.
  const { rows } = await db.query<{ id: string | null }>({ name: "write-events", text: insertSql, values });
  if (rows.some(({ id }) => id === null)) throw new SubscriptionsChanged([...plannedWith.keys()]);
  const acceptedIds = new Set(rows.map((row) => row.id));
  const checkRepeat = await loadRepeatChecker(
    db,
    events.filter((event) => !acceptedIds.has(event.id)),
  );
  return plannedEvents.map(({ event, deliveries }) => {
    if (!acceptedIds.has(event.id)) return checkRepeat(event);
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

function isRepeat({ digest, sentEvent }: ValidEvent, storedDigest: Buffer): boolean {
  return storedDigest.equals(digest) || storedDigest.equals(computeLegacyEventDigest(sentEvent));
}
