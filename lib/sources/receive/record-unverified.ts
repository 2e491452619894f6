import { batch } from "../../batch";
import { pool } from "../../db";
import { announceChanges } from "../../live/announce-changes";
import { withPartitions } from "../../partitions/ensure-partitions";
import { maxUnverifiedKept } from "../schema";
import type { VerifiedMessage } from "./store-messages";

/** A message that did not verify. `body` is at most what is kept of it. */
export interface UnverifiedMessage extends Omit<VerifiedMessage, "revision"> {
  truncated: boolean;
  reason: string;
}

/** How many messages of a source each process keeps in a second; the others are only counted. */
const keptPerSecond = 10;

const countSql = `
  UPDATE sources s SET unverified_count = unverified_count + c.count
  FROM unnest($1::uuid[], $2::int[]) AS c (source_id, count) WHERE s.id = c.source_id`;

const insertSql = `
  INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, truncated, address, digest, reason)
  SELECT id, source_id, 'unverified', false, method, query, headers, body, truncated, address, digest, reason
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::json[], $6::bytea[], $7::boolean[], $8::text[], $9::bytea[],
              $10::text[])
    AS m (id, source_id, method, query, headers, body, truncated, address, digest, reason)`;

// The state is compared again: meanwhile, a person may have taken the message.
const removeSql = `
  DELETE FROM source_messages WHERE state = 'unverified' AND id IN (
    SELECT old.id FROM unnest($1::uuid[]) AS s (id) CROSS JOIN LATERAL (
      SELECT m.id FROM source_messages m WHERE m.source_id = s.id AND m.state = 'unverified'
      ORDER BY m.id DESC OFFSET ${maxUnverifiedKept}
    ) old)`;

const keptInSecond = { second: 0, countBySource: new Map<string, number>() };

/** Whether a message is kept. A flood of forged messages must not fill the disk or push out the others at once. */
function mayKeep(sourceId: string): boolean {
  const second = Math.floor(performance.now() / 1_000);
  if (second !== keptInSecond.second) {
    keptInSecond.second = second;
    keptInSecond.countBySource.clear();
  }
  const count = (keptInSecond.countBySource.get(sourceId) ?? 0) + 1;
  keptInSecond.countBySource.set(sourceId, count);
  return count <= keptPerSecond;
}

/**
 * Counts a message that did not verify, and keeps it unless too many have come in this second. Only the last 100 of each source are kept.
 * One statement at a time, so that a flood of them takes one connection.
 */
export const recordUnverified = batch<UnverifiedMessage, void>(
  async (messages) => {
    const countBySource = new Map<string, number>();
    for (const { sourceId } of messages) countBySource.set(sourceId, (countBySource.get(sourceId) ?? 0) + 1);
    const sourceIds = [...countBySource.keys()].sort();
    await pool().query(countSql, [sourceIds, sourceIds.map((id) => countBySource.get(id))]);
    const kept = messages.filter(({ sourceId }) => mayKeep(sourceId));
    if (kept.length > 0) {
      await withPartitions(() => pool().query(insertSql, toColumns(kept)));
      await pool().query(removeSql, [[...new Set(kept.map(({ sourceId }) => sourceId))]]);
    }
    announceChanges("sources");
    return messages.map(() => undefined);
  },
  { max: 200, concurrency: 1 },
);

function toColumns(messages: readonly UnverifiedMessage[]): unknown[] {
  return [
    messages.map(({ id }) => id),
    messages.map(({ sourceId }) => sourceId),
    messages.map(({ method }) => method),
    messages.map(({ query }) => query),
    messages.map(({ headers }) => JSON.stringify(headers)),
    messages.map(({ body }) => body),
    messages.map(({ truncated }) => truncated),
    messages.map(({ address }) => address),
    messages.map(({ digest }) => digest),
    messages.map(({ reason }) => reason),
  ];
}
