import { listMissingPermissions } from "@/lib/scope/grantable";
import { expandPermissions } from "@/lib/scope/permissions";
import type { Scope } from "@/lib/scope/scope";
import { listRoles } from "@/lib/users/queries";

export interface RoleChoice {
  id: string;
  name: string;
  /** The role's permissions, for the hint below the field. */
  permissions: string[];
}

/** The roles that the scope can assign: each role whose permissions the scope has too. */
export async function listRoleChoices(scope: Scope): Promise<RoleChoice[]> {
  const roles = await listRoles(scope);
  return roles
    .filter(({ permissions }) => listMissingPermissions(scope, expandPermissions(permissions)).length === 0)
    .map(({ id, name, permissions }) => ({ id, name, permissions }));
}
