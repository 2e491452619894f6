import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";

/** Lets a disabled user sign in again; audited; needs users:write. Their earlier sessions stay ended. */
export async function enableUser(
  scope: Scope,
  typedId: string,
): Promise<{ ok: true } | { ok: false; reason: "not-found" }> {
  requirePermission(scope, "users:write");
  const userId = parseId(typedId);
  if (userId === null) return { ok: false, reason: "not-found" };

  return prisma().$transaction(async (db) => {
    const where = { id: userId, ...visibleTo(scope) };
    const user = await db.user.findFirst({ where, select: { email: true, partnerId: true } });
    if (!user) return { ok: false, reason: "not-found" };
    const { count } = await db.user.updateMany({
      where: { ...where, disabledAt: { not: null } },
      data: { disabledAt: null },
    });
    if (count === 0) return { ok: true };
    const target = { targetId: userId, partnerId: user.partnerId } as const;
    await recordAudit(db, scope, { action: "user.enabled", ...target, details: { email: user.email } });
    return { ok: true };
  });
}
