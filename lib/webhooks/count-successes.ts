import type { Queryable } from "../db";
import { buildIdFloor } from "../ids";

/** Whose successes are looked for, and what is known about them. */
export interface SuccessSearch {
  webhookId: string;
  /** Seconds between the attempts of a delivery. */
  retryDelays: readonly number[];
  /** When one succeeded, in ms since the epoch; null if none was looked for yet. */
  seenAt: number | null;
}

/**
 * The newest deliveries among which successes are looked for. A webhook has as many only if it is about to be paused after an outage
 * of a busy receiver, or has a backlog as large.
 */
const maxReadDeliveries = 100_000;

/** Deliveries can be this much older than their retry delays say: jitter, Retry-After, and the time until a worker had room. */
const slackMs = 86_400_000;

// Nothing finds deliveries by when they succeeded, because that would cost every success an index entry (decision 27). So this
// reads the newest deliveries of the webhook, from an ID on, until there are enough.
const countSql = `
  SELECT count(*)::int AS count, max(completed_at) AS latest FROM (
    SELECT completed_at FROM (
      SELECT state, completed_at FROM deliveries WHERE webhook_id = $1 AND id >= $2
      ORDER BY id DESC LIMIT ${maxReadDeliveries}
    ) newest
    WHERE state = 'succeeded' AND completed_at >= $3 LIMIT $4
  ) found`;

/**
 * How many deliveries of the webhook succeeded at or after `since` (ms since the epoch), at most `max`. Not counted are deliveries that
 * were created longer before `since` than their retries can take plus a day (which were held and released), and those that are not
 * among the newest 100,000.
 *
 * A success that was seen is remembered, so that a policy which looks for one only reads deliveries again when that one is too old.
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
