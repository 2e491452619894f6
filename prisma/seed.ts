import { demoPartners, demoPeople } from "@/demo/people";
import { syncBuiltinEventTypes } from "@/lib/catalogue/sync-builtin";
import { closeDatabase, prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";
import { ensureRoles } from "@/lib/users/ensure-roles";
import { needsSetUp, setUpCode } from "@/lib/users/first-administrator";

/**
 * Run at every start; does what is missing: roles, the built-in event types, and somebody who can sign in: the
 * administrator of the settings, the people of the demo, or the code for the set-up page. Lines that begin with "sign-in:" are shown.
 */
async function seed(): Promise<void> {
  await ensureRoles();
  await syncBuiltinEventTypes();
  const { HOOKLEDGER_ADMIN_EMAIL: email, HOOKLEDGER_ADMIN_PASSWORD: password, HOOKLEDGER_DEMO } = env();
  if (email && password) await person({ email, password, name: "Administrator", roleId: "administrator" });
  if (HOOKLEDGER_DEMO) {
    const partners = await ensurePartners(systemScope("Setup"), demoPartners);
    for (const { partner, ...one } of demoPeople) {
      await person({ ...one, partnerId: partner ? partners.get(partner) : null });
      const what = partner ? `${one.roleId} of ${partner}` : one.roleId;
      console.log(`sign-in: ${one.email}  ${one.password}  (${one.name}, ${what})`);
    }
  }
  if (await needsSetUp()) {
    console.log(`sign-in: Create the first administrator at /set-up with the code ${setUpCode()}`);
  }
}

/** Makes a person once; who is there already keeps the password and the role that they have. */
async function person(wanted: {
  email: string;
  password: string;
  name: string;
  roleId: string;
  /** None: the lender's own. */
  partnerId?: string | null;
}): Promise<void> {
  if ((await prisma().user.count({ where: { email: wanted.email.toLowerCase() } })) > 0) return;
  const made = await createUser(systemScope("Setup"), wanted);
  if (made.ok) return;
  throw new Error(`${wanted.email} cannot be made: ${JSON.stringify(made)}`);
}

await seed();
await closeDatabase();
