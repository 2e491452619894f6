import { demoPartners, demoUsers } from "@/demo/users";
import { syncBuiltinEventTypes } from "@/lib/catalogue/sync-builtin";
import { closeDatabase, prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";
import { disableDemoUsers, enableDemoUsers } from "@/lib/users/demo-users";
import { ensureRoles } from "@/lib/users/ensure-roles";
import { deriveSetUpCode, needsSetUp } from "@/lib/users/first-administrator";

/**
 * Runs at every start. Creates missing roles and built-in event types, and a way to sign in: the administrator from the
 * settings, the users of the demo, or a code for the set-up page. Without the demo, its users are disabled. `npm start` prints
 * the lines that start with "sign-in:".
 */
async function seed(): Promise<void> {
  await ensureRoles();
  await syncBuiltinEventTypes();
  const { HOOKLEDGER_ADMIN_EMAIL: email, HOOKLEDGER_ADMIN_PASSWORD: password, HOOKLEDGER_DEMO } = env();
  if (email && password)
    await ensureUser({ email, password, name: "Administrator", roleId: "administrator" });
  const scope = systemScope("Setup");
  if (HOOKLEDGER_DEMO) {
    const partners = await ensurePartners(scope, demoPartners);
    await enableDemoUsers(scope, demoUsers);
    for (const { partner, ...user } of demoUsers) {
      await ensureUser({ ...user, partnerId: partner ? partners.get(partner) : null });
      const role = partner ? `${user.roleId} of ${partner}` : user.roleId;
      console.log(`sign-in: ${user.email}  ${user.password}  (${user.name}, ${role})`);
    }
  } else {
    const disabled = (await disableDemoUsers(scope, demoUsers)).join(", ");
    if (disabled)
      console.log(
        `sign-in: The demo is off. Its users, whose passwords are public, are now disabled: ${disabled}`,
      );
  }
  if (await needsSetUp()) {
    console.log(`sign-in: Create the first administrator at /set-up with the code ${deriveSetUpCode()}`);
  }
}

/** Creates a user, unless one with this e-mail address exists. */
async function ensureUser(user: {
  email: string;
  password: string;
  name: string;
  roleId: string;
  /** Null or undefined: a user of the lender. */
  partnerId?: string | null;
}): Promise<void> {
  if ((await prisma().user.count({ where: { email: user.email.toLowerCase() } })) > 0) return;
  const created = await createUser(systemScope("Setup"), user);
  if (created.ok) return;
  throw new Error(`cannot create the user ${user.email}: ${JSON.stringify(created)}`);
}

await seed();
await closeDatabase();
