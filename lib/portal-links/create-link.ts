import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { newId } from "../ids";
import { Forbidden, requirePermission, type Scope } from "../scope/scope";
import { canCreateFor, visibleTo } from "../scope/visible-to";
import { listLinkPermissions } from "./link-permissions";
import { signLinkToken } from "./link-token";
import { linkColumns, toLinkView } from "./queries";
import type { CreateLinkInput, LinkView } from "./schema";

export type CreateLinkResult =
  | { ok: true; link: LinkView & { token: string } }
  | { ok: false; rejected: "unknown_webhook" | "unknown_partner"; message: string; field: string };

/**
 * Creates a portal link; audited. Requires portal-links:write and every permission that the link itself has. A link of a partner's key stays
 * within the partner. Only an API key can create links, because a link ends with the key that created it.
 * @returns the link with its token, which is not stored
 */
export async function createPortalLink(
  scope: Scope,
  input: CreateLinkInput,
  now = currentTime(),
): Promise<CreateLinkResult> {
  requirePermission(scope, "portal-links:write");
  for (const permission of listLinkPermissions(input)) requirePermission(scope, permission);
  const { kind, id: apiKeyId } = scope.actor;
  if (kind !== "apiKey" || apiKeyId === null) throw new Forbidden("portal-links:write");
  const { actor, entityType, entityId, webhookId, resend, expiresInSeconds, appearance } = input;
  return prisma().$transaction(async (db): Promise<CreateLinkResult> => {
    const rejection = await findTargetError(db, scope, input);
    if (rejection) return { ok: false, ...rejection };
    const id = newId();
    const partnerId = scope.partnerId ?? input.partnerId ?? null;
    const row = await db.portalLink.create({
      data: {
        ...{ id, apiKeyId, partnerId, actor, entityType, entityId, webhookId, appearance, canResend: resend },
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + expiresInSeconds * 1_000) },
      },
      select: linkColumns,
    });
    const { expiresAt } = row;
    const details = { actor, entityType, entityId, webhookId, resend, expiresAt };
    await recordAudit(db, scope, { action: "portal-link.created", targetId: id, partnerId, details });
    return { ok: true, link: { ...toLinkView(row), token: signLinkToken(id) } };
  });
}

async function findTargetError(db: Db, scope: Scope, { webhookId, partnerId }: CreateLinkInput) {
  if (webhookId !== undefined) {
    const visible = { id: webhookId, deletedAt: null, ...visibleTo(scope) };
    if ((await db.webhook.count({ where: visible })) > 0) return null;
    const message = `There is no webhook ${webhookId}.`;
    return { rejected: "unknown_webhook" as const, field: "webhookId", message };
  }
  if (partnerId === undefined || (await canCreateFor(db, scope, partnerId))) return null;
  const message = `There is no partner ${partnerId}.`;
  return { rejected: "unknown_partner" as const, field: "partnerId", message };
}
