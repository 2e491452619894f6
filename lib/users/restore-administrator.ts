import { prisma } from "../db";
import { administratorRoleId } from "../scope/permissions";
import { requirePermission, type Scope } from "../scope/scope";
import { changeUserRole } from "./change-user-role";
import { enableUser } from "./enable-user";
import { ensureRoles } from "./ensure-roles";
import { rolePermissionNames } from "./role-schema";
import { saveRole } from "./save-role";

export type RestoreAdministratorResult =
  | { ok: true }
  /** "partner-user": a user of a partner cannot administer the lender's installation. */
  | { ok: false; reason: "not-found" | "partner-user" };

/**
 * Makes a user of the lender an administrator again, whatever was done to the role or the user: gives the Administrator role
 * every permission, gives the user that role and enables them. For the operator's command line, when no user of the portal can
 * do it. Each change is audited; idempotent. Needs roles:write and users:write.
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
  // Earlier versions allowed deleting the role.
  await ensureRoles();
  const { name } = await prisma().role.findUniqueOrThrow({ where: { id: administratorRoleId } });
  const results = [
    await saveRole(scope, administratorRoleId, { name, permissions: rolePermissionNames }),
    await changeUserRole(scope, { userId: user.id, roleId: administratorRoleId }),
    await enableUser(scope, user.id),
  ];
  const rejected = results.find(({ ok }) => !ok);
  if (rejected) throw new Error(`${email} cannot be made an administrator: ${JSON.stringify(rejected)}`);
  return { ok: true };
}
