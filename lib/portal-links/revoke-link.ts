import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";

/** Revokes a portal link: its next request is rejected, in every process. Requires portal-links:write; audited; idempotent. False if not found. */
export async function revokePortalLink(scope: Scope, typedId: string): Promise<boolean> {
  requirePermission(scope, "portal-links:write");
  const id = parseId(typedId);
  if (id === null) return false;
  return prisma().$transaction(async (db) => {
    const link = await db.portalLink.findFirst({
      where: { id, ...visibleTo(scope) },
      select: { actor: true, partnerId: true },
    });
    if (!link) return false;
    const revokedAt = currentTime();
    const { count } = await db.portalLink.updateMany({ where: { id, revokedAt: null }, data: { revokedAt } });
    const { actor, partnerId } = link;
    if (count > 0)
      await recordAudit(db, scope, {
        action: "portal-link.revoked",
        targetId: id,
        partnerId,
        details: { actor },
      });
    return true;
  });
}
