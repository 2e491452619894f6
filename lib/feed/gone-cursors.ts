import { currentTimeMs } from "../clock";
import type { Queryable } from "../db";
import { env } from "../env";
import { buildIdFloor, readIdTime } from "../ids";
import { type FeedPosition, writeCursor } from "./schema";

export const feedStart = { transactionId: "0", deliveryId: "00000000-0000-0000-0000-000000000000" };

const dayMs = 86_400_000;
const daysAgo = (days: number) => currentTimeMs() - days * dayMs;

// Returns a row if the feed entry of the first delivery after $2 and before $3 has been removed. Deliveries are kept longer than entries.
const removedSql = `
  SELECT FROM (SELECT id FROM deliveries WHERE webhook_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT 1) d
  WHERE NOT EXISTS (SELECT FROM feed_entries e WHERE e.webhook_id = $1 AND e.delivery_id = d.id)`;

/**
 * Whether a cursor is from another epoch, or retention has removed deliveries that followed it. Age alone does not make a cursor
 * invalid: the webhook may have had no delivery since then.
 */
export async function isCursorGone(
  db: Queryable,
  webhookId: string,
  { epoch, deliveryId }: FeedPosition,
  currentEpoch: string,
): Promise<boolean> {
  if (epoch !== currentEpoch) return true;
  const { HOOKLEDGER_BODY_RETENTION_DAYS, HOOKLEDGER_ATTEMPT_RETENTION_DAYS } = env();
  const keptSince = daysAgo(HOOKLEDGER_BODY_RETENTION_DAYS);
  const time = readIdTime(deliveryId);
  if (deliveryId === feedStart.deliveryId || time >= keptSince) return false;
  // The deliveries that followed may themselves have been removed, so the query below could not find them.
  if (time < daysAgo(HOOKLEDGER_ATTEMPT_RETENTION_DAYS)) return true;
  const values = [webhookId, deliveryId, buildIdFloor(new Date(keptSince))];
  return (await db.query(removedSql, values)).rowCount !== 0;
}

/**
 * Finds the cursor from which a reader whose cursor is gone starts again: a day before the last delivery it has read. After a restore,
 * older entries are in the order of their IDs, and an ID can be older than its transaction; the day allows for that. If retention
 * would remove deliveries of that time within a day, the cursor is the start of the feed, so that it is still valid when it is used.
 * @param deliveryId the delivery ID of the old cursor
 * @returns `since`: the time of the restart cursor; null for the start of the feed
 */
export function findRestart(deliveryId: string, epoch: string): { restart: string; since: Date | null } {
  const sinceMs = readIdTime(deliveryId) - dayMs;
  if (sinceMs < daysAgo(env().HOOKLEDGER_BODY_RETENTION_DAYS - 1))
    return { restart: writeCursor({ epoch, ...feedStart }), since: null };
  const since = new Date(sinceMs);
  const position = { epoch, transactionId: "0", deliveryId: buildIdFloor(since) };
  return { restart: writeCursor(position), since };
}
