import { batch } from "../../batch";
import { pool } from "../../db";
import { announceChanges } from "../../live/announce-changes";
import { withPartitions } from "../../partitions/ensure-partitions";

/** A verified message, to be stored. */
export interface VerifiedMessage {
  id: string;
  sourceId: string;
  /** The revision of the source with which it was verified. */
  revision: number;
  method: string;
  query: string;
  headers: [string, string][];
  body: Buffer;
  address: string | null;
  /** SHA-256 of the body, if repetitions are recognized by it. */
  digest: Buffer | null;
}

// A message whose source has changed since it was verified is not inserted.
const insertSql = `
  INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, address, digest)
  SELECT m.id, m.source_id, 'waiting', true, m.method, m.query, m.headers, m.body, m.address, m.digest
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::json[], $7::bytea[], $8::text[], $9::bytea[])
    AS m (id, source_id, revision, method, query, headers, body, address, digest)
  JOIN sources s ON s.id = m.source_id AND s.revision = m.revision AND s.deleted_at IS NULL
  RETURNING id`;

/** Larger messages are stored a few at a time: while it is sent, a body takes several times its size. */
const maxSmallBytes = 16 * 1024;
const storeSmall = batch(insert, { max: 100, concurrency: 4 });
const storeLarge = batch(insert, { max: 4, concurrency: 2 });

/**
 * Stores a message. When this resolves with true, the message is on disk. Messages that arrive at the same time share a commit.
 * @returns false if nothing was stored, because the source has changed since the message was verified
 */
export function storeMessage(message: VerifiedMessage): Promise<boolean> {
  return message.body.length <= maxSmallBytes ? storeSmall(message) : storeLarge(message);
}

async function insert(messages: VerifiedMessage[]): Promise<boolean[]> {
  const values = [
    messages.map(({ id }) => id),
    messages.map(({ sourceId }) => sourceId),
    messages.map(({ revision }) => revision),
    messages.map(({ method }) => method),
    messages.map(({ query }) => query),
    messages.map(({ headers }) => JSON.stringify(headers)),
    messages.map(({ body }) => body),
    messages.map(({ address }) => address),
    messages.map(({ digest }) => digest),
  ];
  const { rows } = await withPartitions(() =>
    pool().query<{ id: string }>({ name: "store-messages", text: insertSql, values }),
  );
  announceChanges("sources");
  const storedIds = new Set(rows.map(({ id }) => id));
  return messages.map(({ id }) => storedIds.has(id));
}
