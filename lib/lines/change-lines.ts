import type { Db } from "../db";
import { lineSql, waitingSql } from "./line-sql";

/** The settings of a webhook that make lines. */
export interface OrderSettings {
  /** Whether its deliveries for one entity are sent one after another. */
  ordered: boolean;
  /** "wait" or "continue": what the next delivery does after one has failed permanently. */
  orderAfterFailure: string;
}

// Each statement locks the open rows first, in the order of their IDs, as recording an outcome does.

// OFFSET keeps the planner from making this a join that reads all partitions: for each row, it reads that of its delivery.
const joinSql = `
  WITH mine AS MATERIALIZED (
    SELECT o.delivery_id FROM open_deliveries o WHERE o.webhook_id = $1::uuid AND o.line IS NULL ORDER BY o.delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET line = ${lineSql("d")}, place = 0
  FROM mine CROSS JOIN LATERAL (SELECT entity_type, entity_id FROM deliveries WHERE id = mine.delivery_id OFFSET 0) d
  WHERE o.delivery_id = mine.delivery_id`;

const leaveSql = `
  WITH mine AS MATERIALIZED (
    SELECT o.delivery_id FROM open_deliveries o WHERE o.webhook_id = $1::uuid AND o.line IS NOT NULL ORDER BY o.delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET line = NULL, place = NULL, due_at = CASE WHEN o.due_at = ${waitingSql} THEN now() ELSE o.due_at END
  FROM mine WHERE o.delivery_id = mine.delivery_id`;

const freeAllSql = `
  WITH mine AS MATERIALIZED (
    SELECT delivery_id FROM open_deliveries WHERE webhook_id = $1::uuid AND due_at = ${waitingSql} ORDER BY delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET due_at = now() FROM mine WHERE o.delivery_id = mine.delivery_id`;

/**
 * Makes all waiting deliveries of a webhook due, after others were discarded: the next claims let those wait that still have to. The
 * caller has locked the webhook's row, here and below.
 */
export async function freeAllWaiting(db: Db, webhookId: string): Promise<void> {
  await db.$executeRawUnsafe(freeAllSql, webhookId);
}

/** What changed settings mean for the open deliveries of a webhook. Those from before `ordered` was set are first, in the order of their IDs. */
export async function changeLines(
  db: Db,
  webhookId: string,
  before: OrderSettings,
  now: OrderSettings,
): Promise<void> {
  if (now.ordered && !before.ordered) await db.$executeRawUnsafe(joinSql, webhookId);
  if (!before.ordered || (now.ordered && now.orderAfterFailure === "wait")) return;
  await db.blockedLine.deleteMany({ where: { webhookId } });
  if (now.ordered) await freeAllWaiting(db, webhookId);
  else await db.$executeRawUnsafe(leaveSql, webhookId);
}
