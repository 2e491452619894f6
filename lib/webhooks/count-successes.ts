import type { Queryable } from "../db";
import { buildIdFloor } from "../ids";

/** The webhook whose successes are counted, and its last known success. */
export interface SuccessSearch {
  webhookId: string;
  /** Seconds between the attempts of a delivery. */
  retryDelays: readonly number[];
  /** When a delivery that was found earlier succeeded, in ms since the epoch; null if none was found yet. */
  seenAt: number | null;
}

/**
 * The most deliveries, newest first, that are searched for successes. This many are read only if few of them succeeded: after an outage
 * of a busy receiver, or with a backlog of that size.
 */
const maxReadDeliveries = 100_000;

/** The time that a delivery may take beyond its retry delays: for jitter, Retry-After, and waiting for a worker. */
const slackMs = 86_400_000;

// There is no index on the times of successes, because each success would need an entry in it (decision 27). So this query reads the newest
// deliveries of the webhook, down to the ID $2, until it has found enough successes.
const countSql = `
  SELECT count(*)::int AS count, max(completed_at) AS latest FROM (
    SELECT completed_at FROM (
      SELECT state, completed_at FROM deliveries WHERE webhook_id = $1 AND id >= $2
      ORDER BY id DESC LIMIT ${maxReadDeliveries}
    ) newest
    WHERE state = 'succeeded' AND completed_at >= $3 LIMIT $4
  ) found`;

/**
 * Counts the deliveries of the webhook that succeeded at or after `since` (ms since the epoch), at most `max`. Two kinds are missed:
 * deliveries that were created longer before `since` than their retries can take plus a day (they were held and released), and
 * deliveries that are not among the newest 100,000.
 *
 * If `max` is 1, the time of the success found is stored, and deliveries are read again only if that time is before `since`.
 */
export async function countSuccesses(
  db: Queryable,
  { webhookId, retryDelays, seenAt }: SuccessSearch,
  since: number,
  max: number,
): Promise<number> {
  if (max === 1 && seenAt !== null && seenAt >= since) return 1;
  const retriesMs = retryDelays.reduce((sum, delay) => sum + delay * 1_000, 0);
  const { rows } = await db.query<{ count: number; latest: Date | null }>(countSql, [
    webhookId,
    buildIdFloor(new Date(since - retriesMs - slackMs)),
    new Date(since),
    max,
  ]);
  const { count, latest } = rows[0] ?? { count: 0, latest: null };
  if (max === 1 && latest) {
    await db.query("UPDATE webhook_failures SET success_seen_at = $2 WHERE webhook_id = $1", [
      webhookId,
      latest,
    ]);
  }
  return count;
}
