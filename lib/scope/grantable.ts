import type { Db } from "../db";
import { expandPermissions, lenderOnlyPermissions, type Permission } from "./permissions";
import type { Scope } from "./scope";

/**
 * Returns the given permissions that the scope lacks, and so cannot grant to a key or a user. `lenderOnlyPermissions` have no
 * effect for users and keys of a partner, so a partner can grant roles that carry them.
 */
export function listMissingPermissions(scope: Scope, permissions: readonly Permission[]): Permission[] {
  const withoutEffect = scope.partnerId === null ? [] : lenderOnlyPermissions;
  return permissions.filter(
    (permission) => !scope.permissions.has(permission) && !withoutEffect.includes(permission),
  );
}

/** Returns a message that says why the scope cannot assign this role, or null if it can. */
export async function findRoleGrantError(db: Db, scope: Scope, roleId: string): Promise<string | null> {
  const role = await db.role.findUnique({ where: { id: roleId }, select: { permissions: true } });
  if (!role) return "This role does not exist.";
  const missing = listMissingPermissions(scope, expandPermissions(role.permissions));
  return missing.length > 0 ? "You cannot assign a role with more permissions than you have." : null;
}
