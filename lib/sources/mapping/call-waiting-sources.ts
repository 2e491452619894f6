import { pool } from "../../db";
import { callMapper } from "../call-mapper";

// Jumps from source to source in the index, because one source can have a million messages that wait.
const waitingSourcesSql = `
  WITH RECURSIVE waiting AS (
    (SELECT source_id FROM source_messages WHERE state = 'waiting' ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT (SELECT m.source_id FROM source_messages m WHERE m.state = 'waiting' AND m.source_id > w.source_id
            ORDER BY m.source_id LIMIT 1)
    FROM waiting w WHERE w.source_id IS NOT NULL
  )
  SELECT source_id AS id FROM waiting WHERE source_id IS NOT NULL`;

/** Finds the sources with messages that wait, also deleted sources. */
export async function findWaitingSources(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(waitingSourcesSql);
  return rows.map(({ id }) => id);
}

/**
 * Calls the mapping of every source with messages that wait. This is how they become events after a lost signal, after a worker was killed,
 * and once the tenant's backlog is under its limit again.
 */
export async function callWaitingSources(): Promise<void> {
  for (const sourceId of await findWaitingSources()) callMapper(sourceId);
}
