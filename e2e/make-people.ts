import { closeDatabase } from "@/lib/db";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";
import { people } from "./people";

/** One person of each role in the database of a system under test. */
for (const [roleId, { email, password }] of Object.entries(people)) {
  const made = await createUser(systemScope("Tests"), {
    email,
    password,
    name: roleId,
    roleId,
    partnerId: null,
  });
  if (!made.ok) throw new Error(JSON.stringify(made));
}
await closeDatabase();
