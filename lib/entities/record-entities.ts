import { setTimeout as wait } from "node:timers/promises";
import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { buildIdFloor } from "../ids";
import { lenderTenantId } from "./tenant-id";

/** A range of the ledger that is read for the table of entities (model EntityWalk). */
interface Walk {
  name: string;
  nextId: string;
  untilId: string | null;
}

/** A run starts no chunk after this time, so that no request of an engine lasts long. */
const runMs = 3_000;

/** Each chunk is followed by a pause of 19 times its own duration, so that a walk takes at most a twentieth of a core, but not by a longer one. */
const pauseFactor = 19;
const maxPauseMs = 10_000;

/** Events in a chunk. */
const chunkSize = 2_000;

/** The newest events are read again for this long, because an event may be committed after another one with a greater ID. */
const overlapMs = 30_000;

const greatestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const walksSql = `
  SELECT name, next_id AS "nextId", until_id AS "untilId" FROM entity_walks ORDER BY name <> 'new', name`;

const chunkEndSql = `SELECT id FROM events WHERE id >= $1 AND id < $2 ORDER BY id OFFSET ${chunkSize} LIMIT 1`;

// A partner sees only its own events. Rows that are already up to date are left out, because ON CONFLICT would lock and so write each of
// them. The order keeps two runs from a deadlock.
const recordSql = `
  WITH named AS (
    SELECT '${lenderTenantId}'::uuid AS tenant_id, entity_type, entity_id, id, type FROM events WHERE id >= $1 AND id < $2
    UNION ALL
    SELECT partner_id, entity_type, entity_id, id, type FROM events WHERE id >= $1 AND id < $2 AND partner_id IS NOT NULL
  ), found AS (
    SELECT tenant_id, entity_type, entity_id, (array_agg(id ORDER BY id))[1] AS first_id,
           (array_agg(id ORDER BY id DESC))[1] AS last_id, (array_agg(type ORDER BY id DESC))[1] AS last_type
    FROM named GROUP BY tenant_id, entity_type, entity_id
  )
  INSERT INTO entities AS e (tenant_id, entity_type, entity_id, folded_id, first_id, last_id, last_type)
  SELECT tenant_id, entity_type, entity_id, lower(entity_id), first_id, last_id, last_type FROM found f
  WHERE NOT EXISTS (
    SELECT FROM entities k WHERE k.tenant_id = f.tenant_id AND k.entity_type = f.entity_type AND k.entity_id = f.entity_id
      AND k.first_id <= f.first_id AND k.last_id >= f.last_id)
  ORDER BY tenant_id, entity_type, entity_id
  ON CONFLICT (tenant_id, entity_type, entity_id) DO UPDATE
  SET first_id = least(e.first_id, excluded.first_id), last_id = greatest(e.last_id, excluded.last_id),
      last_type = CASE WHEN excluded.last_id > e.last_id THEN excluded.last_type ELSE e.last_type END`;

const advanceSql = "UPDATE entity_walks SET next_id = greatest(next_id, $2::uuid) WHERE name = $1";

// While runs follow one another, nobody else calls the function: each call would start a sequence of runs of its own.
const postponeCallsSql = `
  UPDATE entity_walks SET called_until = now() + $1 * interval '1 second' WHERE name = 'new'`;
const maxRunSeconds = 10;
const pauseSeconds = 4;

const endedSql = "DELETE FROM entity_walks WHERE next_id >= until_id";

/**
 * Adds the entities of new events, and then those of older ones that were not read yet, to the table of entities, for three seconds.
 * Everything comes from the ledger, and recording an entity twice changes nothing, so a run that is killed loses nothing: the next one
 * starts where the last chunk was completed. Several runs at once do no harm.
 * @returns whether another run is needed
 */
export async function recordEntities(): Promise<boolean> {
  const startedAt = performance.now();
  await pool().query(postponeCallsSql, [maxRunSeconds]);
  const { rows } = await pool().query<Walk>(walksSql);
  let isComplete = true;
  // Each walk has its part of the time, so that older events are also read while new ones arrive faster than they are read.
  for (const [index, walk] of rows.entries())
    if (!(await readOn(walk, startedAt + (runMs * (index + 1)) / rows.length))) isComplete = false;
  await pool().query(endedSql);
  if (!isComplete) return true;
  await pool().query(postponeCallsSql, [pauseSeconds]);
  return false;
}

/** Reads chunks of a walk until it has reached its end (true) or the time is up (false). */
async function readOn(walk: Walk, endAt: number): Promise<boolean> {
  for (let fromId = walk.nextId; performance.now() < endAt; ) {
    const startedAt = performance.now();
    const endId = await recordChunk(walk, fromId);
    if (endId === null) return true;
    fromId = endId;
    const pauseMs = Math.min(maxPauseMs, (performance.now() - startedAt) * pauseFactor);
    await pool().query(postponeCallsSql, [maxRunSeconds + pauseMs / 1_000]);
    await wait(pauseMs);
  }
  return false;
}

/** Records the entities of one chunk. Returns the ID from which the next chunk starts; null at the end of the walk. */
async function recordChunk({ name, untilId }: Walk, fromId: string): Promise<string | null> {
  const lastId = untilId ?? greatestId;
  const { rows } = await pool().query<{ id: string }>(chunkEndSql, [fromId, lastId]);
  const endId = rows[0]?.id ?? null;
  await pool().query(recordSql, [fromId, endId ?? lastId]);
  const readUntilId = endId ?? lastId;
  const overlapId = buildIdFloor(new Date(currentTimeMs() - overlapMs));
  await pool().query(advanceSql, [
    name,
    untilId === null && readUntilId > overlapId ? overlapId : readUntilId,
  ]);
  return endId;
}
