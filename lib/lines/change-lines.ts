import type { Db } from "../db";
import { lineSql, waitingSql } from "./line-sql";

/** The settings of a webhook that decide whether and how its deliveries wait in lines. */
export interface OrderSettings {
  /** Whether the webhook's deliveries for one entity are sent one after another. */
  ordered: boolean;
  /** "wait" or "continue": what the next delivery does after one has failed permanently. */
  orderAfterFailure: string;
}

// Each statement locks the open rows first, in the order of their IDs, as recording an outcome does.

// OFFSET 0 keeps the planner from turning this into a join that reads all partitions: each row reads only the partition of its delivery.
const joinLinesSql = `
  WITH mine AS MATERIALIZED (
    SELECT o.delivery_id FROM open_deliveries o WHERE o.webhook_id = $1::uuid AND o.line IS NULL ORDER BY o.delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET line = ${lineSql("d")}, place = 0
  FROM mine CROSS JOIN LATERAL (SELECT entity_type, entity_id FROM deliveries WHERE id = mine.delivery_id OFFSET 0) d
  WHERE o.delivery_id = mine.delivery_id`;

const leaveLinesSql = `
  WITH mine AS MATERIALIZED (
    SELECT o.delivery_id FROM open_deliveries o WHERE o.webhook_id = $1::uuid AND o.line IS NOT NULL ORDER BY o.delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET line = NULL, place = NULL, due_at = CASE WHEN o.due_at = ${waitingSql} THEN now() ELSE o.due_at END
  FROM mine WHERE o.delivery_id = mine.delivery_id`;

const makeAllWaitingDueSql = `
  WITH mine AS MATERIALIZED (
    SELECT delivery_id FROM open_deliveries WHERE webhook_id = $1::uuid AND due_at = ${waitingSql} ORDER BY delivery_id FOR UPDATE
  )
  UPDATE open_deliveries o SET due_at = now() FROM mine WHERE o.delivery_id = mine.delivery_id`;

/**
 * Makes all waiting deliveries of a webhook due, after other deliveries were discarded or lines were unblocked. Those that still have to wait
 * are made to wait again by the next claims. The caller has locked the webhook's row.
 */
export async function makeAllWaitingDue(db: Db, webhookId: string): Promise<void> {
  await db.$executeRawUnsafe(makeAllWaitingDueSql, webhookId);
}

/**
 * Applies changed settings to the open deliveries of a webhook. Deliveries from before `ordered` was turned on come first in their lines, in
 * the order of their IDs. The caller has locked the webhook's row.
 */
export async function changeLines(
  db: Db,
  webhookId: string,
  before: OrderSettings,
  after: OrderSettings,
): Promise<void> {
  if (after.ordered && !before.ordered) await db.$executeRawUnsafe(joinLinesSql, webhookId);
  if (!before.ordered || (after.ordered && after.orderAfterFailure === "wait")) return;
  await db.blockedLine.deleteMany({ where: { webhookId } });
  if (after.ordered) await makeAllWaitingDue(db, webhookId);
  else await db.$executeRawUnsafe(leaveLinesSql, webhookId);
}
