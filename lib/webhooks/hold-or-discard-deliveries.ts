import { transaction } from "../db";
import { discardSql, holdSql } from "./hold-and-release-sql";

/**
 * Holds the pending deliveries of a webhook that is not enabled, or discards the open deliveries of a deleted one. These are deliveries
 * that were accepted while the state was changing; the change itself held or discarded all earlier ones.
 */
export async function holdOrDiscardDeliveries(webhookId: string): Promise<void> {
  await transaction(async (client) => {
    const { rows } = await client.query<{ state: string; deleted: boolean }>(
      "SELECT state, deleted_at IS NOT NULL AS deleted FROM webhooks WHERE id = $1 FOR NO KEY UPDATE",
      [webhookId],
    );
    const [webhook] = rows;
    if (webhook?.deleted) await client.query(discardSql, [webhookId, "webhook_deleted"]);
    else if (webhook && webhook.state !== "enabled") {
      const reason = webhook.state === "paused" ? "webhook_paused" : "webhook_disabled";
      await client.query(holdSql, [webhookId, reason]);
    }
  });
}
