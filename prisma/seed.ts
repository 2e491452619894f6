import { demoPeople } from "@/demo/people";
import { createUser } from "@/lib/access/create-user";
import { ensureRoles } from "@/lib/access/ensure-roles";
import { systemScope } from "@/lib/access/system-scope";
import { syncBuiltinEventTypes } from "@/lib/catalogue/sync-builtin";
import { closeDatabase, prisma } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Run at every start; does what is missing: roles, the built-in event types, and somebody who can sign in: the
 * administrator of the settings, or else the people of the demo. Lines that begin with "sign-in:" are shown.
 */
async function seed(): Promise<void> {
  await ensureRoles();
  await syncBuiltinEventTypes();
  const { HOOKLEDGER_ADMIN_EMAIL: email, HOOKLEDGER_ADMIN_PASSWORD: password, HOOKLEDGER_DEMO } = env();
  if (email && password) await person({ email, password, name: "Administrator", roleId: "administrator" });
  if (HOOKLEDGER_DEMO) {
    for (const one of demoPeople) {
      await person(one);
      console.log(`sign-in: ${one.email}  ${one.password}  (${one.name}, ${one.roleId})`);
    }
  }
  if ((await prisma().user.count()) === 0) {
    console.log(
      "Nobody can sign in yet: set HOOKLEDGER_ADMIN_EMAIL and HOOKLEDGER_ADMIN_PASSWORD and start again.",
    );
  }
}

/** Makes a person once; who is there already keeps the password and the role that they have. */
async function person(wanted: {
  email: string;
  password: string;
  name: string;
  roleId: string;
}): Promise<void> {
  if ((await prisma().user.count({ where: { email: wanted.email.toLowerCase() } })) > 0) return;
  const made = await createUser(systemScope("Setup"), { ...wanted, partnerId: null });
  if (made.ok) return;
  throw new Error(`${wanted.email} cannot be made: ${JSON.stringify(made)}`);
}

await seed();
await closeDatabase();
