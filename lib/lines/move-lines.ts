import { byIndexSql } from "../database/kept-plans";
import type { Queryable } from "../db";
import { isBeforeSql, lineSql, waitingSql } from "./line-sql";

/** A delivery's line and its place in it. */
export interface LinePlace {
  deliveryId: string;
  webhookId: string;
  line: string;
  place: string;
}

// Deliveries that another transaction has locked are left alone: they are being held, released or discarded.
const makeFirstDueSql = `
  WITH lines AS (
    SELECT DISTINCT webhook_id, line FROM unnest($1::uuid[], $2::bigint[]) AS l (webhook_id, line)
  ), first AS (
    SELECT f.* FROM lines CROSS JOIN LATERAL (
      SELECT o.delivery_id, o.webhook_id, o.line, o.place, o.due_at FROM open_deliveries o
      WHERE o.webhook_id = lines.webhook_id AND o.line = lines.line ORDER BY o.place, o.delivery_id LIMIT 1
    ) f
  ), freed AS (
    SELECT o.delivery_id FROM (
      SELECT delivery_id FROM first WHERE due_at = ${waitingSql} AND NOT EXISTS (
        SELECT FROM blocked_lines b
        WHERE ${byIndexSql("b.webhook_id", "first.webhook_id")} AND ${byIndexSql("b.line", "first.line")} AND ${isBeforeSql("b", "first")})
      ORDER BY delivery_id
    ) f CROSS JOIN LATERAL (
      SELECT o.delivery_id FROM open_deliveries o
      WHERE o.delivery_id = f.delivery_id AND o.due_at = ${waitingSql} FOR NO KEY UPDATE SKIP LOCKED
    ) o
  )
  UPDATE open_deliveries o SET due_at = now() FROM freed WHERE ${byIndexSql("o.delivery_id", "freed.delivery_id")}`;

/**
 * Makes the first delivery of each of these lines due, if it waits and its line is not blocked. Run this after the statement that closed
 * another delivery of the line or recorded its attempt: only a later statement sees the changes of the claims for which the earlier one
 * waited. If a kill prevents this, the sweep does the same.
 * @returns how many deliveries became due
 */
export async function makeFirstDue(
  db: Queryable,
  lines: readonly Pick<LinePlace, "webhookId" | "line">[],
): Promise<number> {
  if (lines.length === 0) return 0;
  const values = [lines.map(({ webhookId }) => webhookId), lines.map(({ line }) => line)];
  return (await db.query({ name: "free-first", text: makeFirstDueSql, values })).rowCount ?? 0;
}

// Uses the webhook's current settings, not those at the time of the claim: a change of the settings removes only the blocks that it finds,
// so nothing would remove a block that is written after that change.
const blockSql = `
  INSERT INTO blocked_lines AS b (webhook_id, line, place, delivery_id)
  SELECT DISTINCT ON (f.webhook_id, f.line) f.* FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[])
    AS f (webhook_id, line, place, delivery_id)
  JOIN webhooks w ON w.id = f.webhook_id AND w.ordered AND w.order_after_failure = 'wait'
  ORDER BY f.webhook_id, f.line, f.place, f.delivery_id
  ON CONFLICT (webhook_id, line) DO UPDATE SET place = excluded.place, delivery_id = excluded.delivery_id
  WHERE (excluded.place, excluded.delivery_id) < (b.place, b.delivery_id)`;

/**
 * Blocks the lines of deliveries that have failed permanently, if the webhook's settings say that the deliveries after them wait. The caller
 * has locked the webhooks' rows.
 */
export async function blockLines(db: Queryable, failed: readonly LinePlace[]): Promise<void> {
  if (failed.length === 0) return;
  await db.query(blockSql, [
    failed.map(({ webhookId }) => webhookId),
    failed.map(({ line }) => line),
    failed.map(({ place }) => place),
    failed.map(({ deliveryId }) => deliveryId),
  ]);
}

const unblockSql = `
  DELETE FROM blocked_lines b USING deliveries d
  WHERE d.id = $1 AND b.webhook_id = d.webhook_id AND b.line = ${lineSql("d")} AND b.delivery_id = d.id
  RETURNING b.webhook_id AS "webhookId", b.line`;

/** Unblocks the line that this failed delivery blocks. @returns false if it blocks none */
export async function unblockLine(db: Queryable, deliveryId: string): Promise<boolean> {
  const { rows } = await db.query<Pick<LinePlace, "webhookId" | "line">>(unblockSql, [deliveryId]);
  await makeFirstDue(db, rows);
  return rows.length > 0;
}

const findLineSql = `SELECT webhook_id AS "webhookId", ${lineSql("d")} AS line FROM deliveries d WHERE d.id = $1`;

/** Makes the next delivery of a line due after a successful resend of this delivery, which was held, or had failed and may block the line. */
export async function continueLine(db: Queryable, deliveryId: string): Promise<void> {
  await db.query(unblockSql, [deliveryId]);
  const { rows } = await db.query<Pick<LinePlace, "webhookId" | "line">>(findLineSql, [deliveryId]);
  await makeFirstDue(db, rows);
}

const repairSql = `
  UPDATE open_deliveries SET due_at = now() WHERE delivery_id IN (
    SELECT o.delivery_id FROM open_deliveries o
    WHERE o.due_at = ${waitingSql}
      AND NOT EXISTS (SELECT FROM open_deliveries e WHERE e.webhook_id = o.webhook_id AND e.line = o.line AND ${isBeforeSql("e", "o")})
      AND NOT EXISTS (SELECT FROM blocked_lines b WHERE b.webhook_id = o.webhook_id AND b.line = o.line AND ${isBeforeSql("b", "o")})
    ORDER BY o.delivery_id FOR UPDATE SKIP LOCKED)`;

// A subquery instead of a join: for a join, the planner may read all partitions; this reads only the partition of each block's delivery.
const deleteStaleBlocksSql = `
  DELETE FROM blocked_lines b
  WHERE (SELECT d.state FROM deliveries d WHERE d.id = b.delivery_id) IS DISTINCT FROM 'failed'`;

/**
 * Repairs lines, as a part of the sweep: removes blocks whose failed delivery was removed by retention or has succeeded, and makes due
 * the waiting deliveries that are first in their lines.
 */
export async function repairLines(db: Queryable): Promise<void> {
  await db.query(deleteStaleBlocksSql);
  await db.query(repairSql);
}
