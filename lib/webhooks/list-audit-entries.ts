import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "./queries";

/** An entry of a webhook's audit trail. */
export interface WebhookAuditEntry {
  id: string;
  at: string;
  actorName: string;
  action: string;
  details: Readonly<Record<string, unknown>>;
}

/**
 * Lists the audit entries about a webhook, newest first, at most `limit`: its changes and, for example, when its key was revealed. Empty
 * if the scope cannot see the webhook.
 */
export async function listWebhookAuditEntries(
  scope: Scope,
  typedId: string,
  limit = 50,
): Promise<WebhookAuditEntry[]> {
  requirePermission(scope, "webhooks:read");
  const webhookId = parseId(typedId);
  if (
    webhookId === null ||
    (await prisma().webhook.count({ where: { ...visibleWebhooksFilter(scope), id: webhookId } })) === 0
  )
    return [];
  const rows = await prisma().auditEntry.findMany({
    where: { targetType: "webhook", targetId: webhookId },
    select: { id: true, at: true, actorName: true, action: true, details: true },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(({ at, details, ...row }) => ({
    ...row,
    at: at.toISOString(),
    details: details !== null && typeof details === "object" ? (details as Record<string, unknown>) : {},
  }));
}
