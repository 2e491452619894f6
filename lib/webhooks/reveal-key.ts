import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { recordOwnEvent } from "../own-events/record-own-event";
import { requirePermission, type Scope } from "../scope/scope";
import { confirmPassword } from "../sign-in/confirm-password";
import { visibleWebhooksFilter } from "./queries";
import { openKey } from "./secrets/sealed-values";

export type RevealKeyResult =
  | { ok: true; key: string }
  | { ok: false; rejected: "not_found" | "wrong_password" | "unreadable" }
  | { ok: false; rejected: "throttled"; retryAfterSeconds: number };

/**
 * Reveals a webhook's key to a user who has just entered their password again. This is audited; if the audit entry cannot be
 * written, the key is not revealed. API keys have no password and so cannot reveal keys.
 */
export async function revealKey(
  scope: Scope,
  typedId: string,
  password: string,
  now = currentTime(),
): Promise<RevealKeyResult> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  if (id === null) return { ok: false, rejected: "not_found" };
  const where = { ...visibleWebhooksFilter(scope), id };
  if ((await prisma().webhook.count({ where })) === 0) return { ok: false, rejected: "not_found" };
  const confirmResult = await confirmPassword(scope, password, now);
  if (!confirmResult.ok) {
    return confirmResult.reason === "wrong-password"
      ? { ok: false, rejected: "wrong_password" }
      : { ok: false, rejected: "throttled", retryAfterSeconds: confirmResult.retryAfterSeconds };
  }
  return prisma().$transaction(async (db): Promise<RevealKeyResult> => {
    const row = await db.webhook.findFirst({
      where,
      select: { name: true, partnerId: true, keySealed: true },
    });
    if (!row) return { ok: false, rejected: "not_found" };
    const key = openKey(id, row.keySealed);
    if (key === null) return { ok: false, rejected: "unreadable" };
    await recordAudit(db, scope, {
      action: "webhook.key-revealed",
      targetId: id,
      partnerId: row.partnerId,
      details: { name: row.name },
    });
    await recordOwnEvent(db, {
      type: "hookledger.key.revealed",
      entityId: id,
      // Only the lender gets this event, even if the webhook belongs to a partner.
      partnerId: null,
      data: { webhookId: id, webhookName: row.name, by: scope.actor.name },
    });
    return { ok: true, key };
  });
}
