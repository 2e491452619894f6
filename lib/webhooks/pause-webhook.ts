import { recordAudit } from "../audit/record-audit";
import type { Queryable } from "../db";
import type { PauseReason } from "../reasons/codes";
import type { Actor } from "../scope/scope";
import { holdSql } from "./hold-and-release-sql";

const pauseSql = `
  UPDATE webhooks
  SET state = 'paused', state_changed_at = now(), state_changed_by = 'Hookledger', updated_at = now(),
      state_reason = $3, paused_by_delivery = $2, pause_notified_at = NULL
  WHERE id = $1 AND state = 'enabled'
  RETURNING partner_id AS "partnerId", name`;

const systemActor: Actor = { kind: "system", id: null, name: "Hookledger" };

/**
 * Pauses an enabled webhook when one of its deliveries fails permanently, and holds its open deliveries until a user
 * releases or discards them. Runs in the transaction that records the failure.
 * @param reason which part of the failure policy was reached
 * @returns false when the webhook was no longer enabled.
 */
export async function pauseWebhook(
  client: Queryable,
  webhookId: string,
  deliveryId: string,
  reason: PauseReason,
): Promise<boolean> {
  const { rows } = await client.query<{ partnerId: string | null; name: string }>(pauseSql, [
    webhookId,
    deliveryId,
    reason,
  ]);
  const [paused] = rows;
  if (!paused) return false;
  await client.query(holdSql, [webhookId, "webhook_paused"]);
  await recordAudit(
    client,
    { actor: systemActor },
    {
      action: "webhook.paused",
      targetId: webhookId,
      partnerId: paused.partnerId,
      details: { name: paused.name, deliveryId, reason },
    },
  );
  return true;
}
