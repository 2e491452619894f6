import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Queryable, transaction } from "../db";
import { newId, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { callMapper } from "./call-mapper";

export type TakeUnmappedMessagesResult =
  | { ok: true; taken: number }
  | { ok: false; rejected: "not_found"; message: string };

const chunkSize = 5_000;
const lowestId = "00000000-0000-0000-0000-000000000000";

const sourceSql = `
  SELECT name, partner_id AS "partnerId" FROM sources
  WHERE id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR partner_id = $2)`;

const unmappedSql = "source_id = $1 AND state = 'unmapped' AND id > $2 AND id <= $3";

const endOfChunkSql = `SELECT id FROM source_messages WHERE ${unmappedSql} ORDER BY id OFFSET ${chunkSize - 1} LIMIT 1`;

// A reason, type or entity ID that a user once gave for one message stays, with the name of that user: only the audit trail says who took it
// again. A uuid has no minimum before Postgres 18, but its text has the same order.
const takeSql = `
  WITH taken AS (
    UPDATE source_messages
    SET state = 'waiting', reason = NULL, tries = 0, retry_at = NULL,
        taken = CASE WHEN taken ?| ARRAY['reason', 'type', 'entityId'] THEN taken ELSE $4::jsonb END
    WHERE ${unmappedSql} RETURNING id::text)
  SELECT count(*)::int AS messages, min(id) AS "firstMessageId", max(id) AS "lastMessageId" FROM taken`;

/**
 * Takes all messages of a source that could not be mapped: they wait to be mapped again, as the mapping is now. Audited. Requires
 * sources:write. Each chunk is a transaction with its audit entry, so a run that is killed has taken a part, and can be repeated. A message
 * that cannot be mapped this time either is not taken twice.
 */
export async function takeUnmappedMessages(
  scope: Scope,
  typedId: string,
): Promise<TakeUnmappedMessagesResult> {
  requirePermission(scope, "sources:write");
  const sourceId = parseId(typedId);
  const newest = newId();
  for (let taken = 0, after = lowestId; ; ) {
    const range = { after, until: newest };
    const chunk = sourceId && (await transaction((db) => takeChunk(db, scope, sourceId, range)));
    if (!chunk) return { ok: false, rejected: "not_found", message: `There is no source ${typedId}.` };
    if (chunk.count > 0) callMapper(sourceId);
    taken += chunk.count;
    if (chunk.until === newest) return { ok: true, taken };
    after = chunk.until;
  }
}

/** Takes the first messages of a range of IDs, from after `after` to `until`. Returns where the chunk ends; null if there is no source. */
async function takeChunk(
  db: Queryable,
  scope: Scope,
  sourceId: string,
  range: { after: string; until: string },
): Promise<{ count: number; until: string } | null> {
  const { rows: sources } = await db.query<{ name: string; partnerId: string | null }>(sourceSql, [
    sourceId,
    scope.partnerId,
  ]);
  const [source] = sources;
  if (!source) return null;
  const { rows: ends } = await db.query<{ id: string }>(endOfChunkSql, [sourceId, range.after, range.until]);
  const until = ends[0]?.id ?? range.until;
  const taken = JSON.stringify({ by: scope.actor.name, at: currentTime().toISOString() });
  const { rows } = await db.query<{
    messages: number;
    firstMessageId: string | null;
    lastMessageId: string | null;
  }>(takeSql, [sourceId, range.after, until, taken]);
  const { messages: count = 0, ...ids } = rows[0] ?? {};
  if (count > 0) {
    await recordAudit(db, scope, {
      action: "source.messages-taken",
      targetId: sourceId,
      partnerId: source.partnerId,
      details: { name: source.name, messages: count, ...ids },
    });
  }
  return { count, until };
}
