import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { parseId } from "../ids";
import { findRoleGrantError } from "../scope/grantable";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { type ConfirmPasswordResult, confirmPassword } from "../sign-in/confirm-password";
import { hashPassword } from "../sign-in/passwords";
import { endSessionsOfUser } from "../sign-in/sessions";
import { collectFieldErrors, type FieldErrors, newPasswordSchema } from "./schema";

export type ChangePasswordResult =
  | ConfirmPasswordResult
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  | { ok: false; reason: "not-found" };

/**
 * Sets a user's password and ends all their sessions except `keepSessionId`, which is ignored for another user's
 * password; audited. To change their own password, users need the current one: "wrong-password" and "throttled" are results of checking it.
 * Setting another user's password needs users:write and at least that user's permissions, because whoever sets it can sign in
 * with it.
 */
export async function changePassword(
  scope: Scope,
  input: { userId: string; password: string; currentPassword?: string; keepSessionId?: string },
  now = currentTime(),
): Promise<ChangePasswordResult> {
  const { password, currentPassword, keepSessionId } = input;
  const userId = parseId(input.userId);
  const isOwnPassword = scope.actor.kind === "user" && userId !== null && scope.actor.id === userId;
  if (!isOwnPassword) requirePermission(scope, "users:write");
  const parsed = newPasswordSchema.safeParse({ password });
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  if (isOwnPassword) {
    const confirmed = await confirmPassword(scope, currentPassword ?? "", now);
    if (!confirmed.ok) return confirmed;
  }
  if (userId === null) return { ok: false, reason: "not-found" };

  const passwordHash = await hashPassword(parsed.data.password);
  return prisma().$transaction(async (db): Promise<ChangePasswordResult> => {
    const problem = isOwnPassword ? null : await findTargetUserError(db, scope, userId);
    if (problem) return { ok: false, reason: "invalid", errors: { password: problem } };
    const [user] = await db.user.updateManyAndReturn({
      where: { id: userId, ...visibleTo(scope) },
      data: { passwordHash },
      select: { partnerId: true },
    });
    if (!user) return { ok: false, reason: "not-found" };
    await endSessionsOfUser(db, userId, "Password changed", now, isOwnPassword ? keepSessionId : undefined);
    const target = { targetId: userId, partnerId: user.partnerId } as const;
    await recordAudit(db, scope, {
      action: "user.password-changed",
      ...target,
      details: { own: isOwnPassword },
    });
    return { ok: true };
  });
}

async function findTargetUserError(db: Db, scope: Scope, userId: string): Promise<string | null> {
  const user = await db.user.findFirst({
    where: { id: userId, ...visibleTo(scope) },
    select: { roleId: true },
  });
  if (!user || !(await findRoleGrantError(db, scope, user.roleId))) return null;
  return "You cannot set the password of a user who has more permissions than you.";
}
