import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { endSessionsOfUser } from "../sign-in/sessions";
import { lockAdministrators, wouldLeaveNoAdministrator } from "./last-administrator";

export type DisableUserResult =
  | { ok: true }
  | { ok: false; reason: "not-found" | "own-account" | "last-administrator" };

/**
 * Disables a user: they cannot sign in, and their sessions end at once. Audited; needs users:write. Users cannot disable
 * themselves, and the last user with every permission cannot be disabled. Idempotent.
 */
export async function disableUser(
  scope: Scope,
  typedId: string,
  now = currentTime(),
): Promise<DisableUserResult> {
  requirePermission(scope, "users:write");
  const userId = parseId(typedId);
  if (userId === null) return { ok: false, reason: "not-found" };
  if (scope.actor.kind === "user" && scope.actor.id === userId) return { ok: false, reason: "own-account" };

  return prisma().$transaction(async (db): Promise<DisableUserResult> => {
    await lockAdministrators(db);
    const where = { id: userId, ...visibleTo(scope) };
    const user = await db.user.findFirst({ where, select: { email: true, partnerId: true } });
    if (!user) return { ok: false, reason: "not-found" };
    if (await wouldLeaveNoAdministrator(db, { userId })) return { ok: false, reason: "last-administrator" };
    const { count } = await db.user.updateMany({
      where: { ...where, disabledAt: null },
      data: { disabledAt: now },
    });
    if (count === 0) return { ok: true };
    await endSessionsOfUser(db, userId, "User disabled", now);
    const target = { targetId: userId, partnerId: user.partnerId } as const;
    await recordAudit(db, scope, { action: "user.disabled", ...target, details: { email: user.email } });
    return { ok: true };
  });
}
