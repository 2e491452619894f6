import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { administratorRoleId } from "../scope/permissions";
import { requirePermission, type Scope } from "../scope/scope";

export type DeleteRoleResult =
  | { ok: true }
  | { ok: false; reason: "not-found" | "built-in" }
  | { ok: false; reason: "in-use"; users: number };

/** Deletes a role that no user has, but never the Administrator role; audited; needs roles:write, which only users of the lender have. */
export async function deleteRole(scope: Scope, roleId: string): Promise<DeleteRoleResult> {
  requirePermission(scope, "roles:write");
  if (roleId === administratorRoleId) return { ok: false, reason: "built-in" };
  return prisma().$transaction(async (db): Promise<DeleteRoleResult> => {
    // The lock keeps the role from being assigned to a user between the count and the deletion.
    const [role] = await db.$queryRaw<{ name: string; permissions: string[] }[]>`
      SELECT name, permissions FROM roles WHERE id = ${roleId} FOR UPDATE`;
    if (!role) return { ok: false, reason: "not-found" };
    const users = await db.user.count({ where: { roleId } });
    if (users > 0) return { ok: false, reason: "in-use", users };
    await db.role.delete({ where: { id: roleId } });
    const target = { targetId: roleId } as const;
    await recordAudit(db, scope, { action: "role.deleted", ...target, details: role });
    return { ok: true };
  });
}
