import { prisma } from "../db";
import { isId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";

export interface DeletedWebhook {
  id: string;
  name: string;
  /** ISO 8601. */
  deletedAt: string;
  /** Who deleted it, as the audit names them; null when the audit no longer says so. */
  deletedBy: string | null;
}

/**
 * A webhook that was deleted, for links from history that still lead to it. Needs webhooks:read. Null for one that there is,
 * that never was, or that this scope could not see.
 */
export async function findDeletedWebhook(scope: Scope, id: string): Promise<DeletedWebhook | null> {
  requirePermission(scope, "webhooks:read");
  if (!isId(id)) return null;
  const own = scope.partnerId === null ? {} : { partnerId: scope.partnerId };
  const [webhook, deletion] = await Promise.all([
    prisma().webhook.findFirst({
      where: { ...own, id, deletedAt: { not: null } },
      select: { id: true, name: true, deletedAt: true },
    }),
    prisma().auditEntry.findFirst({
      where: { targetType: "webhook", targetId: id.toLowerCase(), action: "webhook.deleted" },
      select: { actorName: true },
      orderBy: { id: "desc" },
    }),
  ]);
  if (!webhook?.deletedAt) return null;
  const { name, deletedAt } = webhook;
  return { id: webhook.id, name, deletedAt: deletedAt.toISOString(), deletedBy: deletion?.actorName ?? null };
}
