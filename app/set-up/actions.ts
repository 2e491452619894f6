"use server";

import { createFirstAdministrator, type FirstAdministratorResult } from "@/lib/users/first-administrator";

/** Creates the first administrator. There is no user yet who could be signed in, so the set-up code in the form protects this action. */
export async function createFirstAdministratorAction(form: FormData): Promise<FirstAdministratorResult> {
  const field = (name: string) => String(form.get(name) ?? "");
  return createFirstAdministrator({
    code: field("code"),
    name: field("name"),
    email: field("email"),
    password: field("password"),
    repeated: field("repeated"),
  });
}
