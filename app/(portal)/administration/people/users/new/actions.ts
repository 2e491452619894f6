"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { createUser } from "@/lib/users/create-user";
import type { NewUser } from "@/lib/users/schema";

export async function createUserAction(input: NewUser): Promise<ActionResult<{ id: string }>> {
  const access = await actionScope("users:write", [input]);
  if (!access.ok) return reject(access.message);
  const created = await createUser(access.scope, input);
  if (created.ok) return created;
  return rejectFields(
    created.reason === "invalid"
      ? created.errors
      : { email: "A user with this e-mail address already exists." },
  );
}
