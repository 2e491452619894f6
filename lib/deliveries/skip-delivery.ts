import { recordAudit } from "../audit/record-audit";
import { type Queryable, transaction } from "../db";
import { parseId } from "../ids";
import { unblockLine } from "../lines/move-lines";
import { requirePermission, type Scope } from "../scope/scope";
import { wakeWorkers } from "../slots/wake-workers";

export type SkipDeliveryResult =
  | { ok: true }
  | { ok: false; rejected: "not_found" | "not_blocking"; message: string };

/**
 * Skips a failed delivery whose webhook sends in order: the next one for its entity no longer waits for it. The delivery stays failed, and
 * can still be resent.
 */
export async function skipDelivery(scope: Scope, typedId: string): Promise<SkipDeliveryResult> {
  requirePermission(scope, "deliveries:resend");
  const traceId = parseId(typedId);
  const webhookId = traceId && (await transaction((db) => skip(db, scope, traceId)));
  if (!webhookId) return { ok: false, rejected: "not_found", message: `There is no delivery ${typedId}.` };
  if (webhookId === "not_blocking") {
    const message = "No other delivery waits for this one to be resent or skipped.";
    return { ok: false, rejected: webhookId, message };
  }
  void wakeWorkers({ webhookIds: [webhookId] });
  return { ok: true };
}

/** @returns the ID of the webhook; null if the scope cannot see the delivery; "not_blocking" if no delivery waits for this one */
async function skip(db: Queryable, scope: Scope, traceId: string): Promise<string | null> {
  const { rows } = await db.query<{ webhookId: string; partnerId: string | null }>(
    `SELECT webhook_id AS "webhookId", partner_id AS "partnerId" FROM deliveries
     WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)`,
    [traceId, scope.partnerId],
  );
  const [row] = rows;
  if (!row) return null;
  if (!(await unblockLine(db, traceId))) return "not_blocking";
  const { webhookId, partnerId } = row;
  await recordAudit(db, scope, {
    action: "delivery.skipped",
    targetId: traceId,
    partnerId,
    details: { webhookId },
  });
  return webhookId;
}
