import { isDeepStrictEqual } from "node:util";
import { type Queryable, transaction } from "../../db";
import { type WriteResult, writeEvents } from "../../events/write-events";
import { buildIdFloor, readIdTime } from "../../ids";
import { withPartitions } from "../../partitions/ensure-partitions";
import { conflictReason } from "./describe-rejection";
import type { PlannedMessage } from "./plan-messages";
import type { MappingSource, WaitingMessage } from "./read-waiting";

/** What becomes of a message. */
interface Outcome {
  id: string;
  state: "waiting" | "mapped" | "duplicate" | "unmapped";
  eventId: string | null;
  reason: string | null;
}

/** After so many failures, a message is listed as unmapped. They are at least this many seconds apart. */
const maxTries = 10;
const retrySeconds = 10;

type MessageWithEvent = Extract<PlannedMessage, { event: unknown }>;

// The lock makes two runs at one source write one after the other, so that each sees the repetitions of the other.
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 39))";

const stillWaitingSql = `
  SELECT id, taken FROM source_messages
  WHERE id >= $1::uuid AND id <= $2::uuid AND id = ANY($3::uuid[]) AND state = 'waiting' FOR UPDATE`;

// If the source has changed since it was read, its messages are mapped again. A change waits until this transaction has ended.
const revisionSql = "SELECT 1 FROM sources WHERE id = $1 AND revision = $2 FOR SHARE";

// Only messages that came at most a window before the first of these or after the last can be within the window.
const sameBodySql = `
  SELECT m.digest, m.id, m.event_id AS "eventId", e.type, e.entity_id AS "entityId"
  FROM source_messages m CROSS JOIN LATERAL (SELECT * FROM events WHERE id = m.event_id OFFSET 0) e
  WHERE m.source_id = $1 AND m.digest = ANY($2) AND m.state = 'mapped' AND m.id >= $3::uuid AND m.id < $4::uuid ORDER BY m.id`;

const updateSql = `
  UPDATE source_messages m SET state = o.state::source_message_state, event_id = o.event_id, reason = o.reason,
         tries = m.tries + (o.state = 'waiting')::int,
         retry_at = CASE o.state WHEN 'waiting' THEN now() + interval '${retrySeconds} seconds' END
  FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[]) AS o (id, state, event_id, reason)
  WHERE m.id >= $1::uuid AND m.id <= $2::uuid AND m.id = o.id`;

/**
 * Writes the events of planned messages, with their deliveries, and what became of each message, in one transaction. Messages that another
 * run has written meanwhile, or that a person has taken again, are left out, and a repetition makes no event. Nothing is written if the
 * source has changed since it was read.
 * @param planned in the order of their receipt
 * @returns the webhooks with deliveries that are due, and how many of the messages no longer wait as they did
 */
export function writeMapped(
  { id: sourceId, revision, duplicateSeconds }: MappingSource,
  planned: readonly PlannedMessage[],
): Promise<{ webhookIds: string[]; settledCount: number }> {
  const ids = planned.map(({ message }) => message.id);
  const bounds = [ids[0], ids.at(-1)];
  return withPartitions(() =>
    transaction(async (db) => {
      await db.query(lockSql, [sourceId]);
      if ((await db.query(revisionSql, [sourceId, revision])).rowCount === 0)
        return { webhookIds: [], settledCount: planned.length };
      const { rows } = await db.query<Pick<WaitingMessage, "id" | "taken">>(stillWaitingSql, [
        ...bounds,
        ids,
      ]);
      const takenById = new Map(rows.map(({ id, taken }) => [id, taken]));
      const waiting = planned.filter(
        ({ message }) =>
          takenById.has(message.id) && isDeepStrictEqual(takenById.get(message.id), message.taken),
      );
      const withEvents = waiting.filter((one) => "event" in one);
      const repeated = await findRepetitions(db, sourceId, duplicateSeconds, withEvents);
      const unique = withEvents.filter(({ message }) => !repeated.has(message.id));
      const results = await writeEvents(
        db,
        unique.map(({ event }) => event),
        unique.map(({ plan }) => plan),
      );
      const outcomes = [
        ...waiting.flatMap((one) => ("event" in one ? [] : [toOutcomeWithoutEvent(one)])),
        ...unique.map(({ message }, index) => toOutcomeOfWrite(message.id, results[index] as WriteResult)),
        ...[...repeated].map(([id, eventId]): Outcome => ({ id, state: "duplicate", eventId, reason: null })),
      ];
      await db.query(updateSql, [
        ...bounds,
        outcomes.map(({ id }) => id),
        outcomes.map(({ state }) => state),
        outcomes.map(({ eventId }) => eventId),
        outcomes.map(({ reason }) => reason),
      ]);
      return {
        webhookIds: results.flatMap((result) =>
          result.kind === "accepted" ? result.due.map(({ webhookId }) => webhookId) : [],
        ),
        settledCount: planned.length - outcomes.filter(({ state }) => state === "waiting").length,
      };
    }),
  );
}

/**
 * Finds messages without an ID of their system that have the same body as another one that came within the window, and became an event of
 * the same type for the same entity: these may come from headers, or from a person. The other one may be later, because a message that is
 * taken again can be older than its repetition.
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
  const { rows } = await db.query<{
    digest: Buffer;
    id: string;
    eventId: string;
    type: string;
    entityId: string;
  }>(sameBodySql, [
    sourceId,
    digests,
    buildIdFloor(new Date(Math.min(...times) - duplicateSeconds * 1_000)),
    buildIdFloor(new Date(Math.max(...times) + duplicateSeconds * 1_000 + 1)),
  ]);
  const mapped = new Map<string, { receivedAt: number; eventId: string }[]>();
  const addMapped = (key: string, id: string, eventId: string) =>
    mapped.set(key, [...(mapped.get(key) ?? []), { receivedAt: readIdTime(id), eventId }]);
  for (const { id, eventId, ...row } of rows) addMapped(toComparedKey(row), id, eventId);
  for (const { message, event } of comparable) {
    const key = toComparedKey({ ...event, digest: message.digest });
    const receivedAt = readIdTime(message.id);
    const other = mapped
      .get(key)
      ?.find((one) => Math.abs(one.receivedAt - receivedAt) <= duplicateSeconds * 1_000);
    if (other) repeated.set(message.id, other.eventId);
    else addMapped(key, message.id, event.id);
  }
  return repeated;
}

function toComparedKey({
  digest,
  type,
  entityId,
}: {
  digest: Buffer | null;
  type: string;
  entityId: string;
}): string {
  return JSON.stringify([digest?.toString("base64"), type, entityId]);
}

function toOutcomeWithoutEvent(planned: Exclude<PlannedMessage, { event: unknown }>): Outcome {
  const { id, tries } = planned.message;
  if ("reason" in planned) return toUnmapped(id, planned.reason);
  if (tries + 1 >= maxTries) return toUnmapped(id, planned.failure);
  return { id, state: "waiting", eventId: null, reason: planned.failure };
}

function toUnmapped(id: string, reason: string): Outcome {
  return { id, state: "unmapped", eventId: null, reason };
}

function toOutcomeOfWrite(id: string, result: WriteResult): Outcome {
  if (result.kind === "conflict") return toUnmapped(id, conflictReason);
  const state = result.kind === "accepted" ? "mapped" : "duplicate";
  return { id, state, eventId: result.id, reason: null };
}
