import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { discardSql } from "./hold-and-release-sql";
import { visibleWebhooksFilter } from "./queries";

const emptyKey = new Uint8Array();

/**
 * Deletes a webhook. Its deliveries stay in every history; the pending and held ones are discarded (reason webhook_deleted). Its
 * secrets are removed.
 * @returns false when the scope cannot see a webhook with this ID.
 */
export async function deleteWebhook(scope: Scope, typedId: string): Promise<boolean> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  if (id === null) return false;
  return prisma().$transaction(async (db) => {
    const row = await db.webhook.findFirst({
      where: { ...visibleWebhooksFilter(scope), id },
      select: { name: true, partnerId: true },
    });
    if (!row) return false;
    const { count } = await db.webhook.updateMany({
      where: { id, deletedAt: null },
      data: {
        deletedAt: currentTime(),
        keySealed: emptyKey,
        headersSealed: null,
        authenticationSealed: null,
      },
    });
    if (count === 0) return false;
    await db.previousKey.deleteMany({ where: { webhookId: id } });
    await db.blockedLine.deleteMany({ where: { webhookId: id } });
    const discarded = await db.$executeRawUnsafe(discardSql, id, "webhook_deleted");
    await recordAudit(db, scope, {
      action: "webhook.deleted",
      targetId: id,
      partnerId: row.partnerId,
      details: { name: row.name, discardedDeliveries: discarded },
    });
    return true;
  });
}
