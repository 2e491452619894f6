"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Answer, refuse, refuseFields } from "@/components/form/answer";
import { changePassword } from "@/lib/users/change-password";
import { changeRole } from "@/lib/users/change-role";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { refusals } from "./refusals";

export async function changeRoleAction(userId: string, roleId: string): Promise<Answer> {
  const access = await actionScope("users:write", [userId, roleId]);
  if (!access.ok) return refuse(access.message);
  const changed = await changeRole(access.scope, { userId, roleId });
  if (!changed.ok) {
    return changed.reason === "invalid" ? refuseFields(changed.errors) : refuse(refusals[changed.reason]);
  }
  refresh();
  return { ok: true };
}

export async function setDisabledAction(userId: string, disabled: boolean): Promise<Answer> {
  const access = await actionScope("users:write", [userId, disabled]);
  if (!access.ok) return refuse(access.message);
  const set = disabled ? await disableUser(access.scope, userId) : await enableUser(access.scope, userId);
  if (!set.ok) return refuse(refusals[set.reason]);
  refresh();
  return { ok: true };
}

export async function setPasswordAction(userId: string, password: string): Promise<Answer> {
  const access = await actionScope("users:write", [userId, password]);
  if (!access.ok) return refuse(access.message);
  if (access.scope.actor.id === userId) return refuse(refusals["own-account"]);
  const set = await changePassword(access.scope, { userId, password });
  if (set.ok) return { ok: true };
  return set.reason === "invalid" ? refuseFields(set.errors) : refuse(refusals["not-found"]);
}
