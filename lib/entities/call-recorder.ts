import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { buildIdFloor } from "../ids";
import { sendSignals } from "../signals";

const dayMs = 86_400_000;

// Only one of several processes calls the function, and not while it runs. The newest event comes from the index: Postgres would look for any
// event after `next_id` by reading the whole partition.
const callSql = `
  UPDATE entity_walks w SET called_until = now() + interval '5 seconds'
  WHERE w.name = 'new' AND coalesce(w.called_until <= now(), true)
    AND ((SELECT e.id FROM events e ORDER BY e.id DESC LIMIT 1) >= w.next_id
         OR EXISTS (SELECT FROM entity_walks o WHERE o.name <> 'new'))
  RETURNING 1`;

/**
 * Calls the function that fills the table of entities, if the ledger has anything that it has not read. Each worker does this every few
 * seconds, and the sweep every minute, so that accepting an event costs nothing and a lost signal costs seconds (decision 40).
 */
export async function callEntityRecorder(): Promise<void> {
  const { rowCount } = await pool().query(callSql);
  if (rowCount) await sendSignals([{ name: "entities/called", data: {} }]);
}

// A recheck that has not ended yet goes on from where it is.
const recheckSql = `
  INSERT INTO entity_walks AS w (name, next_id, until_id) VALUES ('recheck', $1, $2)
  ON CONFLICT (name) DO UPDATE SET until_id = excluded.until_id`;

/**
 * Lets the function read the events of the last day again. This finds an event that was committed long after its ID was created, because
 * the process that accepted it was frozen in between.
 */
export async function recheckEntities(): Promise<void> {
  const now = currentTimeMs();
  await pool().query(recheckSql, [buildIdFloor(new Date(now - dayMs)), buildIdFloor(new Date(now))]);
}
