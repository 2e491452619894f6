"use server";

import { createFirstAdministrator, type FirstAdministratorResult } from "@/lib/users/first-administrator";

/** Makes the first administrator. Nobody can be signed in yet: the set-up code in the form is what guards it. */
export async function setUp(form: FormData): Promise<FirstAdministratorResult> {
  const field = (name: string) => String(form.get(name) ?? "");
  return createFirstAdministrator({
    code: field("code"),
    name: field("name"),
    email: field("email"),
    password: field("password"),
    repeated: field("repeated"),
  });
}
