import { pool } from "../../db";
import { makeScope, type Scope } from "../../scope/scope";
import type { Mapping, MessageView, SourceSystemId } from "../schema";

/** What the mapping needs to know of a source. */
export interface MappingSource {
  id: string;
  /** Compared when its messages are written: if it differs, the mapping has changed since it was read. */
  revision: number;
  system: SourceSystemId;
  mapping: Mapping;
  /** How long a message with the same body counts as a repetition, in seconds. */
  duplicateSeconds: number;
  /** Its events are sent in the name of the source, for its tenant. */
  scope: Scope;
}

/** A stored message that waits for its mapping. */
export interface WaitingMessage {
  id: string;
  headers: [string, string][];
  body: Buffer;
  verified: boolean;
  digest: Buffer | null;
  taken: MessageView["taken"];
  /** How often its mapping has failed for a reason that may pass. */
  tries: number;
}

/** The most messages, and bytes of their bodies, that are mapped in one transaction. */
const maxMessages = 200;
const maxBytes = 8 * 1024 * 1024;

const sourceSql = `
  SELECT id, revision, name, system, mapping, partner_id AS "partnerId", duplicate_seconds AS "duplicateSeconds"
  FROM sources WHERE id = $1`;

// The first message is read whatever its size.
const waitingSql = `
  WITH first AS (
    SELECT id, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS bytes_before
    FROM (SELECT id, body FROM source_messages
          WHERE source_id = $1 AND state = 'waiting' AND (retry_at IS NULL OR retry_at <= now()) ORDER BY id LIMIT ${maxMessages}) w
  )
  SELECT m.id, m.headers, m.body, m.verified, m.digest, m.taken, m.tries
  FROM first f CROSS JOIN LATERAL (SELECT * FROM source_messages WHERE id = f.id OFFSET 0) m
  WHERE f.bytes_before < ${maxBytes} ORDER BY m.id`;

/** Loads a source, also a deleted one: its messages that wait still become events. Null if there is no such source. */
export async function loadMappingSource(sourceId: string): Promise<MappingSource | null> {
  const { rows } = await pool().query<
    Omit<MappingSource, "scope"> & { name: string; partnerId: string | null }
  >(sourceSql, [sourceId]);
  const [row] = rows;
  if (!row) return null;
  const { name, partnerId, ...source } = row;
  const actor = { kind: "system" as const, id: source.id, name: `Source ${name}` };
  return { ...source, scope: makeScope({ actor, partnerId, permissions: ["events:write"] }) };
}

/** Reads the oldest messages of a source that wait, without those that failed just now. */
export async function readWaiting(sourceId: string): Promise<WaitingMessage[]> {
  // Not a prepared statement: its plan would be that of an empty partition for as long as the connection lasts.
  return (await pool().query<WaitingMessage>(waitingSql, [sourceId])).rows;
}
