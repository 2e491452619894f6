import { closeDatabase } from "@/lib/db";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";
import { testUsers } from "./test-users";

/** Adds a user of each role except Administrator to the database of a system under test. */
for (const [roleId, { email, password }] of Object.entries(testUsers)) {
  const created = await createUser(systemScope("Tests"), {
    email,
    password,
    name: roleId,
    roleId,
    partnerId: null,
  });
  if (!created.ok) throw new Error(JSON.stringify(created));
}
await closeDatabase();
