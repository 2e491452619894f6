import { type Queryable, transaction } from "../../db";
import { type WriteResult, writeEvents } from "../../events/write-events";
import { buildIdFloor, readIdTime } from "../../ids";
import { withPartitions } from "../../partitions/ensure-partitions";
import type { PlannedMessage } from "./plan-messages";
import type { MappingSource } from "./read-waiting";

/** What becomes of a message. */
interface Outcome {
  id: string;
  state: "mapped" | "duplicate" | "unmapped";
  eventId: string | null;
  reason: string | null;
}

type MessageWithEvent = Extract<PlannedMessage, { event: unknown }>;

// The lock makes two runs at one source write one after the other, so that each sees the repetitions of the other.
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 39))";

const stillWaitingSql = `
  SELECT id FROM source_messages
  WHERE id >= $1::uuid AND id <= $2::uuid AND id = ANY($3::uuid[]) AND state = 'waiting' FOR UPDATE`;

// Only messages that came at most a window before the first of these or after the last can be within the window.
const sameBodySql = `
  SELECT digest, id, event_id AS "eventId" FROM source_messages
  WHERE source_id = $1 AND digest = ANY($2) AND state = 'mapped' AND id >= $3::uuid AND id < $4::uuid ORDER BY id`;

const updateSql = `
  UPDATE source_messages m SET state = o.state::source_message_state, event_id = o.event_id, reason = o.reason
  FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[]) AS o (id, state, event_id, reason)
  WHERE m.id >= $1::uuid AND m.id <= $2::uuid AND m.id = o.id`;

/**
 * Writes the events of planned messages, with their deliveries, and what became of each message, in one transaction. Messages that another
 * run has written meanwhile are left out, and a repetition makes no event.
 * @param planned in the order of their receipt
 * @returns the webhooks with deliveries that are due
 */
export function writeMapped(
  { id: sourceId, duplicateSeconds }: MappingSource,
  planned: readonly PlannedMessage[],
): Promise<string[]> {
  const ids = planned.map(({ message }) => message.id);
  const bounds = [ids[0], ids.at(-1)];
  return withPartitions(() =>
    transaction(async (db) => {
      await db.query(lockSql, [sourceId]);
      const { rows } = await db.query<{ id: string }>(stillWaitingSql, [...bounds, ids]);
      const waitingIds = new Set(rows.map(({ id }) => id));
      const waiting = planned.filter(({ message }) => waitingIds.has(message.id));
      const withEvents = waiting.filter((one) => "event" in one);
      const repeated = await findRepetitions(db, sourceId, duplicateSeconds, withEvents);
      const unique = withEvents.filter(({ message }) => !repeated.has(message.id));
      const results = await writeEvents(
        db,
        unique.map(({ event }) => event),
        unique.map(({ plan }) => plan),
      );
      const outcomes = [
        ...waiting.flatMap((one) => ("reason" in one ? [toUnmapped(one.message.id, one.reason)] : [])),
        ...unique.map(({ message }, index) => toOutcome(message.id, results[index] as WriteResult)),
        ...[...repeated].map(([id, eventId]): Outcome => ({ id, state: "duplicate", eventId, reason: null })),
      ];
      await db.query(updateSql, [
        ...bounds,
        outcomes.map(({ id }) => id),
        outcomes.map(({ state }) => state),
        outcomes.map(({ eventId }) => eventId),
        outcomes.map(({ reason }) => reason),
      ]);
      return results.flatMap((result) =>
        result.kind === "accepted" ? result.due.map(({ webhookId }) => webhookId) : [],
      );
    }),
  );
}

/**
 * Finds messages without an ID of their system that have the same body as another one that came within the window, earlier or later: a
 * message that is taken again can be older than its repetition.
 * @returns the event of that other message, by the ID of the repetition
 */
async function findRepetitions(
  db: Queryable,
  sourceId: string,
  duplicateSeconds: number,
  messages: readonly MessageWithEvent[],
): Promise<Map<string, string>> {
  const repeated = new Map<string, string>();
  const comparable = messages.filter(({ message, hasOwnId }) => message.digest && !hasOwnId);
  if (comparable.length === 0 || duplicateSeconds === 0) return repeated;
  const digests = comparable.map(({ message }) => message.digest);
  const times = comparable.map(({ message }) => readIdTime(message.id));
  const { rows } = await db.query<{ digest: Buffer; id: string; eventId: string }>(sameBodySql, [
    sourceId,
    digests,
    buildIdFloor(new Date(Math.min(...times) - duplicateSeconds * 1_000)),
    buildIdFloor(new Date(Math.max(...times) + duplicateSeconds * 1_000 + 1)),
  ]);
  const mappedByDigest = new Map<string, { receivedAt: number; eventId: string }[]>();
  const addMapped = (digest: string, id: string, eventId: string) =>
    mappedByDigest.set(digest, [
      ...(mappedByDigest.get(digest) ?? []),
      { receivedAt: readIdTime(id), eventId },
    ]);
  for (const { digest, id, eventId } of rows) addMapped(digest.toString("base64"), id, eventId);
  for (const { message, event } of comparable) {
    const digest = message.digest?.toString("base64") ?? "";
    const receivedAt = readIdTime(message.id);
    const other = mappedByDigest
      .get(digest)
      ?.find((mapped) => Math.abs(mapped.receivedAt - receivedAt) <= duplicateSeconds * 1_000);
    if (other) repeated.set(message.id, other.eventId);
    else addMapped(digest, message.id, event.id);
  }
  return repeated;
}

function toUnmapped(id: string, reason: string): Outcome {
  return { id, state: "unmapped", eventId: null, reason };
}

function toOutcome(id: string, result: WriteResult): Outcome {
  if (result.kind === "conflict") {
    return toUnmapped(
      id,
      "An earlier message has the same ID but other content. If both are right, map the idempotency key to a field that differs.",
    );
  }
  const state = result.kind === "accepted" ? "mapped" : "duplicate";
  return { id, state, eventId: result.id, reason: null };
}
