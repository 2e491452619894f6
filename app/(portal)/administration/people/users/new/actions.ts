"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Answer, refuse, refuseFields } from "@/components/form/answer";
import { createUser } from "@/lib/users/create-user";
import type { NewUser } from "@/lib/users/schema";

export async function createUserAction(input: NewUser): Promise<Answer<{ id: string }>> {
  const access = await actionScope("users:write", [input]);
  if (!access.ok) return refuse(access.message);
  const made = await createUser(access.scope, input);
  if (made.ok) return made;
  return refuseFields(
    made.reason === "invalid" ? made.errors : { email: "Somebody has this e-mail address already." },
  );
}
