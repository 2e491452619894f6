import { recordAudit } from "../audit/record-audit";
import { type Db, prisma } from "../db";
import { newId } from "../ids";
import { listMissingPermissions } from "../scope/grantable";
import { administratorRoleId, expandPermissions, type RolePermission } from "../scope/permissions";
import { requirePermission, type Scope } from "../scope/scope";
import { equalsText } from "../text-filter";
import {
  lastAdministratorMessage,
  lockAdministrators,
  wouldLeaveNoAdministrator,
} from "./last-administrator";
import { type RoleInput, roleSchema } from "./role-schema";
import { collectFieldErrors, type FieldErrors } from "./schema";

export type SaveRoleResult =
  | { ok: true; id: string }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  | { ok: false; reason: "not-found" };

/**
 * Creates a role (`roleId` null), or changes a role's name and permissions; audited; needs roles:write, which only users of
 * the lender have. Sessions continue and get the new permissions with their next request. A user cannot grant a permission
 * that they lack, the Administrator role cannot lose a permission, and neither can the last user with every permission.
 */
export async function saveRole(
  scope: Scope,
  roleId: string | null,
  input: RoleInput,
): Promise<SaveRoleResult> {
  requirePermission(scope, "roles:write");
  const parsed = roleSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const { name, permissions } = parsed.data;

  return prisma().$transaction(async (db): Promise<SaveRoleResult> => {
    await lockAdministrators(db);
    const roleBefore = roleId === null ? null : await lockRole(db, roleId);
    if (roleId !== null && !roleBefore) return { ok: false, reason: "not-found" };
    const permissionsBefore = roleBefore?.permissions ?? [];
    const addedPermissions = permissions.filter((permission) => !permissionsBefore.includes(permission));
    if (listMissingPermissions(scope, expandPermissions(addedPermissions)).length > 0) {
      return invalidFieldResult("permissions", "You cannot grant a permission that you do not have.");
    }
    const removedPermissions = permissionsBefore.filter(
      (permission) => !(permissions as string[]).includes(permission),
    );
    if (roleId === administratorRoleId && removedPermissions.length > 0) {
      return invalidFieldResult(
        "permissions",
        "The Administrator role must keep all its permissions. Create another role instead.",
      );
    }
    if (roleId !== null && (await wouldLeaveNoAdministrator(db, { roleId }, permissions))) {
      return invalidFieldResult("permissions", lastAdministratorMessage);
    }
    const id = roleId ?? newId();
    const sameNameCount = await db.role.count({
      where: { name: equalsText(name), id: { not: id } },
    });
    if (sameNameCount > 0) return invalidFieldResult("name", "A role with this name already exists.");
    await db.role.upsert({
      where: { id },
      create: { id, name, permissions },
      update: { name, permissions },
    });
    await recordRoleChange(db, scope, id, roleBefore, { name, permissions });
    return { ok: true, id };
  });
}

interface StoredRole {
  name: string;
  permissions: string[];
}

async function lockRole(db: Db, roleId: string): Promise<StoredRole | null> {
  const [role] = await db.$queryRaw<StoredRole[]>`
    SELECT name, permissions FROM roles WHERE id = ${roleId} FOR UPDATE`;
  return role ?? null;
}

async function recordRoleChange(
  db: Db,
  scope: Scope,
  id: string,
  before: StoredRole | null,
  after: { name: string; permissions: RolePermission[] },
): Promise<void> {
  const target = { targetId: id } as const;
  if (!before) return recordAudit(db, scope, { action: "role.created", ...target, details: after });
  const unchanged = before.name === after.name && before.permissions.join() === after.permissions.join();
  if (unchanged) return;
  const details = { name: after.name, from: before, to: after };
  await recordAudit(db, scope, { action: "role.changed", ...target, details });
}

function invalidFieldResult(field: string, message: string): SaveRoleResult {
  return { ok: false, reason: "invalid", errors: { [field]: message } };
}
