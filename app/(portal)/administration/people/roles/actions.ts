"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { deleteRole } from "@/lib/users/delete-role";
import type { RoleInput } from "@/lib/users/role-schema";
import { saveRole } from "@/lib/users/save-role";

const messageByReason = {
  "not-found": "This role no longer exists.",
  "built-in": "The Administrator role cannot be deleted.",
  "in-use": "Some users still have this role. Give them another role first.",
} as const;

export async function saveRoleAction(roleId: string | null, input: RoleInput): Promise<ActionResult> {
  const access = await actionScope("roles:write", [roleId, input]);
  if (!access.ok) return reject(access.message);
  const saved = await saveRole(access.scope, roleId, input);
  if (!saved.ok) {
    return saved.reason === "invalid" ? rejectFields(saved.errors) : reject(messageByReason[saved.reason]);
  }
  refresh();
  return { ok: true };
}

export async function deleteRoleAction(roleId: string): Promise<ActionResult> {
  const access = await actionScope("roles:write", [roleId]);
  if (!access.ok) return reject(access.message);
  const deleted = await deleteRole(access.scope, roleId);
  if (!deleted.ok) return reject(messageByReason[deleted.reason]);
  refresh();
  return { ok: true };
}
