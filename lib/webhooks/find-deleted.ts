import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";

export interface DeletedWebhook {
  id: string;
  name: string;
  /** ISO 8601. */
  deletedAt: string;
  /** The name of the user or API key that deleted the webhook; null if the audit trail no longer has the entry. */
  deletedBy: string | null;
}

/**
 * Finds a deleted webhook, for links in the history that still lead to it. Requires webhooks:read. Returns null if the webhook exists,
 * never existed, or was not visible to this scope.
 */
export async function findDeletedWebhook(scope: Scope, typedId: string): Promise<DeletedWebhook | null> {
  requirePermission(scope, "webhooks:read");
  const id = parseId(typedId);
  if (id === null) return null;
  const ownFilter = scope.partnerId === null ? {} : { partnerId: scope.partnerId };
  const [webhook, deletion] = await Promise.all([
    prisma().webhook.findFirst({
      where: { ...ownFilter, id, deletedAt: { not: null } },
      select: { id: true, name: true, deletedAt: true },
    }),
    prisma().auditEntry.findFirst({
      where: { targetType: "webhook", targetId: id, action: "webhook.deleted" },
      select: { actorName: true },
      orderBy: { id: "desc" },
    }),
  ]);
  if (!webhook?.deletedAt) return null;
  const { name, deletedAt } = webhook;
  return { id: webhook.id, name, deletedAt: deletedAt.toISOString(), deletedBy: deletion?.actorName ?? null };
}
