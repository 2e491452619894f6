"use server";

import { refresh } from "next/cache";
import { actionScope, readCurrentSessionId } from "@/app/api/auth/current-scope";
import { type ActionResult, type Rejection, reject, rejectFields } from "@/components/form/action-result";
import { endOwnSession } from "@/lib/sign-in/own-sessions";
import { type ChangePasswordResult, changePassword } from "@/lib/users/change-password";
import type { Profile } from "@/lib/users/schema";
import { updateProfile } from "@/lib/users/update-profile";

export async function updateProfileAction(input: Profile): Promise<ActionResult> {
  const access = await actionScope(undefined, [input]);
  if (!access.ok) return reject(access.message);
  const saved = await updateProfile(access.scope, input);
  if (!saved.ok) return rejectFields(saved.errors);
  refresh();
  return { ok: true };
}

export async function changeOwnPasswordAction(
  currentPassword: string,
  password: string,
): Promise<ActionResult> {
  const access = await actionScope(undefined, [currentPassword, password]);
  if (!access.ok) return reject(access.message);
  const userId = access.scope.actor.id ?? "";
  const keepSessionId = (await readCurrentSessionId()) ?? undefined;
  const changed = await changePassword(access.scope, { userId, password, currentPassword, keepSessionId });
  if (!changed.ok) return rejectPassword(changed);
  refresh();
  return changed;
}

export async function endOwnSessionAction(sessionId: string): Promise<ActionResult> {
  const access = await actionScope(undefined, [sessionId]);
  if (!access.ok) return reject(access.message);
  const ended = await endOwnSession(access.scope, sessionId);
  if (!ended.ok) return reject("This session no longer exists.");
  refresh();
  return ended;
}

/** Says why the password was not changed, beside the field that the reason concerns, if there is one. */
function rejectPassword(failure: Extract<ChangePasswordResult, { ok: false }>): Rejection {
  switch (failure.reason) {
    case "invalid":
      return rejectFields(failure.errors);
    case "wrong-password":
      return rejectFields({ currentPassword: "The current password is incorrect." });
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterSeconds / 60);
      return reject(`Too many incorrect passwords. Try again in ${minutes} min.`);
    }
    case "not-found":
      return reject("Your account no longer exists.");
  }
}
