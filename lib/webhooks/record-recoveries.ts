import { pool, transaction } from "../db";
import { isSubscribedSql, recordOwnEvent } from "../own-events/record-own-event";
import { countSuccesses } from "./count-successes";

/** A success counts as a recovery once no delivery has failed for this long, so that a flapping receiver does not cause many events. */
const quietMinutes = 10;

// Finds few rows: only enabled webhooks that have a warning.
const warnedSql = `
  SELECT f.webhook_id AS "webhookId", w.name, w.partner_id AS "partnerId", w.retry_delays AS "retryDelays",
         f.failed_at[cardinality(f.failed_at)] AS "lastFailedAt", f.success_seen_at AS "successSeenAt"
  FROM webhook_failures f JOIN webhooks w ON w.id = f.webhook_id
  WHERE f.warning IS NOT NULL AND f.recovered_at IS NULL AND f.messaged_at >= w.state_changed_at
    AND w.state = 'enabled' AND w.deleted_at IS NULL
    AND f.failed_at[cardinality(f.failed_at)] <= now() - interval '${quietMinutes} minutes'
    AND ${isSubscribedSql("'hookledger.webhook.recovered'")}`;

const recoveredSql = `
  UPDATE webhook_failures SET recovered_at = now()
  WHERE webhook_id = $1 AND warning IS NOT NULL AND recovered_at IS NULL AND failed_at[cardinality(failed_at)] = $2`;

interface WarnedRow {
  webhookId: string;
  name: string;
  partnerId: string | null;
  retryDelays: number[];
  lastFailedAt: Date;
  successSeenAt: Date | null;
}

/**
 * Records that webhooks have recovered after a warning: a delivery succeeded after the last failure. This runs every
 * minute instead of with each success, so that recording a success costs nothing extra.
 */
export async function recordRecoveries(): Promise<void> {
  const { rows } = await pool().query<WarnedRow>(warnedSql);
  for (const { webhookId, name, partnerId, retryDelays, lastFailedAt, successSeenAt } of rows) {
    const search = { webhookId, retryDelays, seenAt: successSeenAt?.getTime() ?? null };
    if ((await countSuccesses(pool(), search, lastFailedAt.getTime() + 1, 1)) === 0) continue;
    await transaction(async (db) => {
      const { rowCount } = await db.query(recoveredSql, [webhookId, lastFailedAt]);
      if (rowCount === 0) return;
      await recordOwnEvent(db, {
        type: "hookledger.webhook.recovered",
        entityId: webhookId,
        partnerId,
        data: { webhookId, webhookName: name, from: "failing", by: null },
      });
    });
  }
}
