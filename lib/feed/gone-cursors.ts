import { currentTimeMs } from "../clock";
import type { Queryable } from "../db";
import { env } from "../env";
import { buildIdFloor, readIdTime } from "../ids";
import { type FeedPosition, writeCursor } from "./schema";

export const beginning = { transactionId: "0", deliveryId: "00000000-0000-0000-0000-000000000000" };

const dayMs = 86_400_000;
const daysAgo = (days: number) => currentTimeMs() - days * dayMs;

// The first delivery after $2 that is older than the retention of bodies, if its entry has been removed. Its record is kept for longer.
const removedSql = `
  SELECT FROM (SELECT id FROM deliveries WHERE webhook_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT 1) d
  WHERE NOT EXISTS (SELECT FROM feed_entries e WHERE e.webhook_id = $1 AND e.delivery_id = d.id)`;

/**
 * Whether a cursor is from another epoch, or retention has removed what followed it. Age alone does not make it invalid: a webhook may
 * have had no delivery since.
 */
export async function isGone(
  db: Queryable,
  webhookId: string,
  { epoch, deliveryId }: FeedPosition,
  currentEpoch: string,
): Promise<boolean> {
  if (epoch !== currentEpoch) return true;
  const { HOOKLEDGER_BODY_RETENTION_DAYS, HOOKLEDGER_ATTEMPT_RETENTION_DAYS } = env();
  const keptSince = daysAgo(HOOKLEDGER_BODY_RETENTION_DAYS);
  const time = readIdTime(deliveryId);
  if (deliveryId === beginning.deliveryId || time >= keptSince) return false;
  // The records of what followed may have been removed too.
  if (time < daysAgo(HOOKLEDGER_ATTEMPT_RETENTION_DAYS)) return true;
  const values = [webhookId, deliveryId, buildIdFloor(new Date(keptSince))];
  return (await db.query(removedSql, values)).rowCount !== 0;
}

/**
 * The cursor to start again from. A day before the last delivery that the old one stands for: entries from before a restore are in the
 * order of their IDs, which can be older than their transactions; those accepted since follow. The beginning if that is not kept, or
 * not for a day more, so that this cursor is valid when it is used.
 * @returns `since`: null for the beginning
 */
export function findRestart(deliveryId: string, epoch: string): { restart: string; since: Date | null } {
  const sinceMs = readIdTime(deliveryId) - dayMs;
  if (sinceMs < daysAgo(env().HOOKLEDGER_BODY_RETENTION_DAYS - 1))
    return { restart: writeCursor({ epoch, ...beginning }), since: null };
  const since = new Date(sinceMs);
  const position = { epoch, transactionId: "0", deliveryId: buildIdFloor(since) };
  return { restart: writeCursor(position), since };
}
