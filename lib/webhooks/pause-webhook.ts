import { recordAudit } from "../audit/record-audit";
import type { Queryable } from "../db";
import { recordStateChangeInIncidents } from "../incidents/record-state-change";
import { recordOwnEvent } from "../own-events/record-own-event";
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
 * @param reason which limit of the failure policy was reached
 * @param publishes whether the pause is also published as an event, for the webhooks that subscribe to it
 * @returns false when the webhook was no longer enabled.
 */
export async function pauseWebhook(
  client: Queryable,
  webhookId: string,
  deliveryId: string,
  reason: PauseReason,
  publishes: boolean,
): Promise<boolean> {
  const { rows } = await client.query<{ partnerId: string | null; name: string }>(pauseSql, [
    webhookId,
    deliveryId,
    reason,
  ]);
  const [paused] = rows;
  if (!paused) return false;
  await client.query(holdSql, [webhookId, "webhook_paused"]);
  await recordStateChangeInIncidents(client, webhookId, "paused", { actor: systemActor, partnerId: null });
  await recordAudit(
    client,
    { actor: systemActor },
    {
      action: "webhook.paused",
      targetId: webhookId,
      partnerId: paused.partnerId,
      details: { name: paused.name, deliveryId, reason },
    },
    publishes,
  );
  if (publishes) {
    await recordOwnEvent(client, {
      type: "hookledger.webhook.paused",
      entityId: webhookId,
      partnerId: paused.partnerId,
      data: { webhookId, webhookName: paused.name, reason, deliveryId },
    });
  }
  return true;
}
