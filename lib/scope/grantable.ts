import type { Db } from "../db";
import { expandPermissions, lenderOnly, type Permission } from "./permissions";
import type { Scope } from "./scope";

/**
 * What of `permissions` the scope lacks itself. Nobody gives a key or a person more than they have. What is only the
 * lender's counts for nothing with a partner's people and keys, so it keeps a partner from nothing.
 */
export function missingPermissions(scope: Scope, permissions: readonly Permission[]): Permission[] {
  const idle = scope.partnerId === null ? [] : lenderOnly;
  return permissions.filter((permission) => !scope.permissions.has(permission) && !idle.includes(permission));
}

/** Why the scope cannot give this role, in words, or null when it can. */
export async function checkRoleGrant(db: Db, scope: Scope, roleId: string): Promise<string | null> {
  const role = await db.role.findUnique({ where: { id: roleId }, select: { permissions: true } });
  if (!role) return "This role does not exist.";
  const lacking = missingPermissions(scope, expandPermissions(role.permissions));
  return lacking.length > 0 ? "You cannot assign a role with more permissions than yours." : null;
}
