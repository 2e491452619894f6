import { type Queryable, transaction } from "../db";
import { newId } from "../ids";

/**
 * What identifies the database in which transactions are numbered: the identifier of the server's data folder, which a dump is
 * restored into with another one, and the timeline, which a restore to an earlier time and a failover change.
 */
export const clusterSql = `
  (SELECT system_identifier FROM pg_control_system())::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)`;

interface FeedRow {
  epoch: string;
  isCurrent: boolean;
}

const feedSql = `SELECT epoch, cluster = ${clusterSql} AS "isCurrent" FROM feeds WHERE webhook_id = $1`;

/** Entries of a large feed are numbered anew after a restore; that happens once. */
const renumberTimeoutMs = 600_000;

/**
 * The epoch of a feed; null if the webhook has none. The first call after a restore gives the feed a new epoch, and places all its
 * entries before whatever is accepted from now on: their transactions were numbered by another database.
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
