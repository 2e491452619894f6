import { prisma } from "../db";
import { administratorRoleId } from "../scope/permissions";
import { requirePermission, type Scope } from "../scope/scope";
import { changeRole } from "./change-role";
import { enableUser } from "./enable-user";
import { ensureRoles } from "./ensure-roles";
import { rolePermissionNames } from "./role-schema";
import { saveRole } from "./save-role";

export type RestoreAdministratorResult =
  | { ok: true }
  /** "partner-user": a user of a partner cannot administer the lender's installation. */
  | { ok: false; reason: "not-found" | "partner-user" };

/**
 * Makes a user of the lender an administrator again, whatever was done to the role or to the user: the Administrator role
 * has every permission, and the user is enabled and has it. For the operator's command line, when nobody in the portal can
 * do so. Each change is audited as such; safe to repeat. Needs roles:write and users:write.
 */
export async function restoreAdministrator(scope: Scope, email: string): Promise<RestoreAdministratorResult> {
  requirePermission(scope, "roles:write");
  requirePermission(scope, "users:write");
  const user = await prisma().user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, partnerId: true },
  });
  if (!user) return { ok: false, reason: "not-found" };
  if (user.partnerId !== null) return { ok: false, reason: "partner-user" };
  // The role may have been deleted, which earlier versions allowed.
  await ensureRoles();
  const { name } = await prisma().role.findUniqueOrThrow({ where: { id: administratorRoleId } });
  const done = [
    await saveRole(scope, administratorRoleId, { name, permissions: rolePermissionNames }),
    await changeRole(scope, { userId: user.id, roleId: administratorRoleId }),
    await enableUser(scope, user.id),
  ];
  const rejected = done.find(({ ok }) => !ok);
  if (rejected) throw new Error(`${email} cannot be restored: ${JSON.stringify(rejected)}`);
  return { ok: true };
}
