import type { Db } from "../db";
import { type RolePermission, rolePermissions } from "../scope/permissions";

/** The error message for a change that would leave the installation without an administrator. */
export const lastAdministratorMessage =
  "This change would leave no user with every permission. Give another user the Administrator role first.";

/**
 * Sets of permissions that must not lose their last holder among the lender's users: every permission, because no user can grant
 * a permission that they lack; and Manage Users alone, if no user has every permission (an earlier version let roles lose some).
 */
const protectedPermissionSets: readonly (readonly RolePermission[])[] = [
  Object.keys(rolePermissions) as RolePermission[],
  ["Manage Users"],
];

/**
 * Serializes changes to users and roles until the transaction ends, so that two administrators cannot disable each other
 * at once. Take this lock before any row lock, or two transactions could deadlock.
 */
export async function lockAdministrators(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger administrators'))`;
}

/**
 * Whether the lender would have no enabled user left with every permission (or with Manage Users) once this user, or all
 * users of this role, have only `permissions`. Call it after `lockAdministrators` and before the change.
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
  return protectedPermissionSets.some((wanted) => {
    const hasAll = (granted: readonly string[]) => wanted.every((permission) => granted.includes(permission));
    const holders = users.filter(({ role }) => hasAll(role.permissions));
    return holders.length > 0 && !hasAll(permissions) && holders.every(isChanged);
  });
}
