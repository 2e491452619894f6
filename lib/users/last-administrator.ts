import type { Db } from "../db";
import { type RolePermission, rolePermissions } from "../scope/permissions";

/** Why a change that would leave an installation without an administrator is rejected. */
export const lastAdministratorMessage =
  "No user would be left with every permission. Give another user the Administrator role first.";

/**
 * What somebody of the lender always keeps: every permission, or nobody could give one back; and, where nobody has
 * every one (a role was changed by an earlier version), Manage Users.
 */
const kept: readonly (readonly RolePermission[])[] = [
  Object.keys(rolePermissions) as RolePermission[],
  ["Manage Users"],
];

/**
 * Makes changes to users and roles wait for each other until the transaction ends, so two administrators cannot
 * disable one another at once. To be taken before any row is locked, or two of them could wait for each other.
 */
export async function lockAdministrators(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger administrators'))`;
}

/**
 * Whether the lender would have no enabled user left with every permission (or with Manage Users) once this user, or
 * everybody of this role, has only `permissions`. To be asked after `lockAdministrators` and before the change.
 */
export async function wouldLeaveNoAdministrator(
  db: Db,
  changed: { userId: string } | { roleId: string },
  permissions: readonly string[] = [],
): Promise<boolean> {
  const users = await db.user.findMany({
    where: { partnerId: null, disabledAt: null },
    select: { id: true, roleId: true, role: { select: { permissions: true } } },
  });
  const isChanged = (user: { id: string; roleId: string }) =>
    "userId" in changed ? user.id === changed.userId : user.roleId === changed.roleId;
  return kept.some((wanted) => {
    const hasAll = (granted: readonly string[]) => wanted.every((permission) => granted.includes(permission));
    const holders = users.filter(({ role }) => hasAll(role.permissions));
    return holders.length > 0 && !hasAll(permissions) && holders.every(isChanged);
  });
}
