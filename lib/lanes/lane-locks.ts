import type { Queryable } from "../db";

/** A lane that the transaction has locked. */
export interface LockedLane {
  webhookId: string;
  /** Milliseconds until the throttle allows the next scheduled attempts; 0 or less: now. */
  waitMs: number;
  /** The same for manual attempts. */
  manualWaitMs: number;
  /** The next sequence number. */
  nextNumber: bigint;
}

const laneColumns = `
  webhook_id AS "webhookId", next_number AS "nextNumber",
  coalesce(extract(epoch FROM not_before - clock_timestamp()) * 1000, 0)::float8 AS "waitMs",
  coalesce(extract(epoch FROM manual_not_before - clock_timestamp()) * 1000, 0)::float8 AS "manualWaitMs"`;

const lockSql = `
  SELECT ${laneColumns} FROM lanes WHERE webhook_id = ANY($1::uuid[]) ORDER BY webhook_id FOR UPDATE`;

// A transaction that inserts a row also locks it. Lanes locked by other transactions already exist, so they are not returned.
const insertSql = `
  INSERT INTO lanes (webhook_id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING
  RETURNING ${laneColumns}`;

type Row = Omit<LockedLane, "nextNumber"> & { nextNumber: string };

const toLane = (row: Row): LockedLane => ({ ...row, nextNumber: BigInt(row.nextNumber) });

/**
 * Locks the lanes of these webhooks until the transaction ends, and creates missing lanes. Lanes that a manual attempt has locked at the
 * moment are left out. The caller has locked the webhooks' rows.
 */
export async function lockFreeLanes(
  db: Queryable,
  webhookIds: readonly string[],
): Promise<Map<string, LockedLane>> {
  const lanes = new Map<string, LockedLane>();
  if (webhookIds.length === 0) return lanes;
  const queryLanes = (name: string, text: string, ids: readonly string[]) =>
    db.query<Row>({ name, text, values: [ids] });
  for (const row of (await queryLanes("lock-lanes", `${lockSql} SKIP LOCKED`, webhookIds)).rows)
    lanes.set(row.webhookId, toLane(row));
  const missing = webhookIds.filter((id) => !lanes.has(id));
  if (missing.length === 0) return lanes;
  for (const row of (await queryLanes("make-lanes", insertSql, missing)).rows)
    lanes.set(row.webhookId, toLane(row));
  return lanes;
}

/** Locks the lane of one webhook, creating it if it is missing; waits if another transaction has locked it. */
export async function lockLane(db: Queryable, webhookId: string): Promise<LockedLane> {
  const { rows: inserted } = await db.query<Row>(insertSql, [[webhookId]]);
  const [row] = inserted.length > 0 ? inserted : (await db.query<Row>(lockSql, [[webhookId]])).rows;
  if (!row) throw new Error(`The webhook ${webhookId} has no lane.`);
  return toLane(row);
}
