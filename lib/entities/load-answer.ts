import { prepared } from "../database/prepared";
import { pool, snapshot } from "../db";
import { readDeliveries } from "../deliveries/queries";
import type { DeliveryView } from "../deliveries/schema";
import { readIdTime } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { countStates } from "./count-states";
import { type Answer, type AnswerDelivery, isPossibleEntity } from "./schema";

/** Only so many of an entity's newest deliveries are counted and searched for undelivered ones. */
const maxAnswered = 1_000;
const maxOfEvent = 4;
const maxUndelivered = 3;

interface DeliveryRow {
  id: string;
  eventId: string;
  state: Parameters<typeof countStates>[0][number];
}

const deliveriesSql = `
  SELECT d.id, d.event_id AS "eventId", d.state FROM deliveries d
  WHERE d.entity_type = $1 AND d.entity_id = $2 AND ($3::uuid IS NULL OR d.partner_id = $3)
  ORDER BY d.id DESC LIMIT ${maxAnswered + 1}`;

const newestEventSql = `
  SELECT e.id, coalesce(t.title, e.type) AS title
  FROM (SELECT id, type FROM events
        WHERE entity_type = $1 AND entity_id = $2 AND ($3::uuid IS NULL OR partner_id = $3)
        ORDER BY id DESC LIMIT 1) e
  LEFT JOIN event_types t ON t.name = e.type`;

const undeliveredStates: readonly string[] = ["pending", "failed", "held"];

/**
 * Says what has become of the events of an entity: of the newest one, which others are not delivered, and, if nothing of the newest one is
 * delivered, what was delivered last. Reads the ledger itself, so it is never behind. Null if no event that the scope can see named the entity.
 */
export async function loadAnswer(
  scope: Scope,
  entity: { entityType: string; entityId: string },
): Promise<Answer | null> {
  requirePermission(scope, "deliveries:read");
  if (!isPossibleEntity(entity)) return null;
  const values = [entity.entityType, entity.entityId, scope.partnerId];
  // From one snapshot, so that no event that is just being accepted seems to match no webhook.
  const [{ rows }, { rows: events }] = await snapshot(async (db) => [
    await db.query<DeliveryRow>(prepared(deliveriesSql, values)),
    await db.query<{ id: string; title: string }>(prepared(newestEventSql, values)),
  ]);
  // A partner can have deliveries of events that it cannot see.
  const newestId = events[0]?.id ?? rows[0]?.eventId;
  if (newestId === undefined) return null;
  const counted = rows.slice(0, maxAnswered);
  const ofNewest = counted.filter(({ eventId }) => eventId === newestId);
  const undelivered = counted.filter(
    ({ eventId, state }) => eventId !== newestId && undeliveredStates.includes(state),
  );
  const isDelivered = ({ state }: DeliveryRow) => state === "succeeded";
  const lastDelivered = ofNewest.some(isDelivered) ? undefined : counted.find(isDelivered);
  const shown = [
    ...ofNewest.slice(0, maxOfEvent),
    ...(lastDelivered ? [lastDelivered] : []),
    ...undelivered.slice(0, maxUndelivered),
  ];
  const details = await loadDetails(
    scope,
    shown.map(({ id }) => id),
  );
  const pick = (row: DeliveryRow) => details.get(row.id) ?? [];
  const deliveries = ofNewest.slice(0, maxOfEvent).flatMap(pick);
  return {
    newestEvent: {
      id: newestId,
      title: events[0]?.title ?? deliveries[0]?.eventTitle ?? "Event",
      receivedAt: new Date(readIdTime(newestId)).toISOString(),
      deliveries,
      deliveriesLeftOut: Math.max(0, ofNewest.length - maxOfEvent),
    },
    lastDelivered: (lastDelivered && details.get(lastDelivered.id)) ?? null,
    undelivered: undelivered.slice(0, maxUndelivered).flatMap(pick),
    undeliveredLeftOut: Math.max(0, undelivered.length - maxUndelivered),
    ...countStates(
      rows.map(({ state }) => state),
      maxAnswered,
    ),
  };
}

async function loadDetails(scope: Scope, traceIds: readonly string[]): Promise<Map<string, AnswerDelivery>> {
  if (traceIds.length === 0) return new Map();
  const deliveries = await readDeliveries(pool(), scope, traceIds);
  const { rows } = await pool().query<{ id: string; since: Date }>(
    "SELECT id, state_changed_at AS since FROM webhooks WHERE state = 'paused' AND id = ANY($1)",
    [deliveries.map(({ webhookId }) => webhookId)],
  );
  const pausedSince = new Map(rows.map(({ id, since }) => [id, since.toISOString()]));
  return new Map(
    deliveries.map((delivery) => [
      delivery.traceId,
      toAnswerDelivery(delivery, pausedSince.get(delivery.webhookId) ?? null),
    ]),
  );
}

/** Omits what the sentences do not need, because the browser gets all of it. */
function toAnswerDelivery(delivery: DeliveryView, pausedSince: string | null): AnswerDelivery {
  const { traceId, eventTitle, simulated, webhookName, state } = delivery;
  const { attemptCount, lastResponseCode, nextAttemptAt, completedAt } = delivery;
  return {
    traceId,
    eventTitle,
    simulated,
    webhookName,
    state,
    attemptCount,
    lastResponseCode,
    nextAttemptAt,
    completedAt,
    pausedSince,
  };
}
