"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { changePassword } from "@/lib/users/change-password";
import { changeUserRole } from "@/lib/users/change-user-role";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { lastAdministratorMessage } from "@/lib/users/last-administrator";

const messageByReason = {
  "not-found": "This user no longer exists.",
  "own-account": "You cannot change your own role, disable yourself or set your own password here.",
  "last-administrator": lastAdministratorMessage,
} as const;

export async function changeRoleAction(userId: string, roleId: string): Promise<ActionResult> {
  const access = await actionScope("users:write", [userId, roleId]);
  if (!access.ok) return reject(access.message);
  const changed = await changeUserRole(access.scope, { userId, roleId });
  if (!changed.ok) {
    return changed.reason === "invalid"
      ? rejectFields(changed.errors)
      : reject(messageByReason[changed.reason]);
  }
  refresh();
  return { ok: true };
}

export async function setDisabledAction(userId: string, disabled: boolean): Promise<ActionResult> {
  const access = await actionScope("users:write", [userId, disabled]);
  if (!access.ok) return reject(access.message);
  const result = disabled ? await disableUser(access.scope, userId) : await enableUser(access.scope, userId);
  if (!result.ok) return reject(messageByReason[result.reason]);
  refresh();
  return { ok: true };
}

export async function setPasswordAction(userId: string, password: string): Promise<ActionResult> {
  const access = await actionScope("users:write", [userId, password]);
  if (!access.ok) return reject(access.message);
  if (access.scope.actor.id === userId) return reject(messageByReason["own-account"]);
  const result = await changePassword(access.scope, { userId, password });
  if (result.ok) return { ok: true };
  return result.reason === "invalid" ? rejectFields(result.errors) : reject(messageByReason["not-found"]);
}
