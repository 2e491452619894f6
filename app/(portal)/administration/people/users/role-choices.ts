import { missingPermissions } from "@/lib/scope/grantable";
import { expandPermissions } from "@/lib/scope/permissions";
import type { Scope } from "@/lib/scope/scope";
import { listRoles } from "@/lib/users/queries";

export interface RoleChoice {
  id: string;
  name: string;
  /** The permissions on it, for the hint beside the choice. */
  permissions: string[];
}

/** The roles that the scope may give: none that may do more than its own. */
export async function roleChoices(scope: Scope): Promise<RoleChoice[]> {
  const roles = await listRoles(scope);
  return roles
    .filter(({ permissions }) => missingPermissions(scope, expandPermissions(permissions)).length === 0)
    .map(({ id, name, permissions }) => ({ id, name, permissions }));
}
