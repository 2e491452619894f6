"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { createUser } from "@/lib/users/create-user";
import type { NewUser } from "@/lib/users/schema";

export async function createUserAction(input: NewUser): Promise<ActionResult<{ id: string }>> {
  const access = await actionScope("users:write", [input]);
  if (!access.ok) return reject(access.message);
  const made = await createUser(access.scope, input);
  if (made.ok) return made;
  return rejectFields(
    made.reason === "invalid" ? made.errors : { email: "A user with this e-mail address already exists." },
  );
}
