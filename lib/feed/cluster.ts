import { type Queryable, transaction } from "../db";
import { newId } from "../ids";

/**
 * SQL that identifies the database whose transaction numbers a feed uses: the server's system identifier, which is different
 * after a dump is restored to a new server, and the timeline, which changes with a point-in-time restore and with a failover.
 */
export const clusterSql = `
  (SELECT system_identifier FROM pg_control_system())::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)`;

interface FeedRow {
  epoch: string;
  isCurrent: boolean;
}

const feedSql = `SELECT epoch, cluster = ${clusterSql} AS "isCurrent" FROM feeds WHERE webhook_id = $1`;

/** The timeout for renumbering all entries of a large feed, once after a restore. */
const renumberTimeoutMs = 600_000;

/**
 * Loads the epoch of a webhook's feed; null if the webhook has no feed. The first call after a restore gives the feed a new epoch and
 * places all its entries before those of later deliveries, because another database numbered their transactions.
 */
export async function loadEpoch(db: Queryable, webhookId: string): Promise<string | null> {
  const { rows } = await db.query<FeedRow>(feedSql, [webhookId]);
  const [feed] = rows;
  if (!feed || feed.isCurrent) return feed?.epoch ?? null;
  return transaction(async (client) => {
    const [locked] = (await client.query<FeedRow>(`${feedSql} FOR UPDATE`, [webhookId])).rows;
    if (!locked || locked.isCurrent) return locked?.epoch ?? null;
    await client.query(
      "UPDATE feed_entries SET transaction_id = 0 WHERE webhook_id = $1 AND transaction_id <> 0",
      [webhookId],
    );
    const epoch = newId();
    await client.query(`UPDATE feeds SET epoch = $2, cluster = ${clusterSql} WHERE webhook_id = $1`, [
      webhookId,
      epoch,
    ]);
    return epoch;
  }, renumberTimeoutMs);
}
