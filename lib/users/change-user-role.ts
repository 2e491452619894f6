import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { findRoleGrantError } from "../scope/grantable";
import { requirePermission, type Scope } from "../scope/scope";
import { endSessionsOfUser } from "../sign-in/sessions";
import { lockAdministrators, wouldLeaveNoAdministrator } from "./last-administrator";
import type { FieldErrors } from "./schema";

export type ChangeUserRoleResult =
  | { ok: true }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  | { ok: false; reason: "not-found" | "own-account" | "last-administrator" };

/**
 * Gives a user another role and ends their sessions; audited; needs users:write. Users cannot change their own role or
 * assign one with more permissions than theirs. Assigning the current role changes nothing, and the last user with every
 * permission cannot get a role with fewer permissions.
 */
export async function changeUserRole(
  scope: Scope,
  { userId: typedId, roleId }: { userId: string; roleId: string },
  now = currentTime(),
): Promise<ChangeUserRoleResult> {
  requirePermission(scope, "users:write");
  const userId = parseId(typedId);
  if (userId === null) return { ok: false, reason: "not-found" };
  if (scope.actor.kind === "user" && scope.actor.id === userId) return { ok: false, reason: "own-account" };

  return prisma().$transaction(async (db): Promise<ChangeUserRoleResult> => {
    await lockAdministrators(db);
    // The row is locked, so that two concurrent changes both record the right previous values (`from`) in the audit trail.
    const [user] = await db.$queryRaw<{ roleId: string; partnerId: string | null }[]>`
      SELECT role_id AS "roleId", partner_id AS "partnerId" FROM users
      WHERE id = ${userId}::uuid AND (${scope.partnerId}::uuid IS NULL OR partner_id = ${scope.partnerId}::uuid)
      FOR UPDATE`;
    if (!user) return { ok: false, reason: "not-found" };
    const problem = await findRoleGrantError(db, scope, roleId);
    if (problem) return { ok: false, reason: "invalid", errors: { roleId: problem } };
    if (user.roleId === roleId) return { ok: true };
    const next = await db.role.findUniqueOrThrow({ where: { id: roleId }, select: { permissions: true } });
    if (await wouldLeaveNoAdministrator(db, { userId }, next.permissions)) {
      return { ok: false, reason: "last-administrator" };
    }
    await db.user.update({ where: { id: userId }, data: { roleId } });
    await endSessionsOfUser(db, userId, "Role changed", now);
    const target = { targetId: userId, partnerId: user.partnerId } as const;
    const details = { from: user.roleId, to: roleId };
    await recordAudit(db, scope, { action: "user.role-changed", ...target, details });
    return { ok: true };
  });
}
