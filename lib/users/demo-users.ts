import { prisma } from "../db";
import type { Scope } from "../scope/scope";
import { verifyPassword } from "../sign-in/passwords";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { rolePermissionNames } from "./role-schema";

/** A user of the demo, with the password that a start with the demo prints. The e-mail address is in lower case. */
interface DemoUser {
  email: string;
  password: string;
}

/**
 * For a start without the demo: disables the demo's users whose passwords are still public. Does nothing while no other user
 * is an administrator, because nobody could sign in to add one. Returns the e-mail addresses of the users that it disabled.
 */
export async function disableDemoUsers(scope: Scope, users: readonly DemoUser[]): Promise<string[]> {
  const demoUsers = await findUsersWithPublicPassword(users, { disabledAt: null });
  if (demoUsers.length === 0 || !(await hasAdministratorExcept(demoUsers.map(({ id }) => id)))) return [];
  const disabledEmails: string[] = [];
  for (const { id, email } of demoUsers) {
    if ((await disableUser(scope, id)).ok) disabledEmails.push(email);
  }
  return disabledEmails;
}

/** For a start with the demo, which prints the public passwords: enables the disabled users who still have these passwords. */
export async function enableDemoUsers(scope: Scope, users: readonly DemoUser[]): Promise<void> {
  for (const { id } of await findUsersWithPublicPassword(users, { disabledAt: { not: null } })) {
    await enableUser(scope, id);
  }
}

async function findUsersWithPublicPassword(
  users: readonly DemoUser[],
  where: { disabledAt: null | { not: null } },
): Promise<{ id: string; email: string }[]> {
  const found: { id: string; email: string }[] = [];
  for (const { email, password } of users) {
    const user = await prisma().user.findUnique({
      where: { email, ...where },
      select: { id: true, passwordHash: true },
    });
    if (user && (await verifyPassword(user.passwordHash, password))) found.push({ id: user.id, email });
  }
  return found;
}

/** Whether any other enabled user of the lender has every permission. */
async function hasAdministratorExcept(userIds: string[]): Promise<boolean> {
  const administrator = await prisma().user.findFirst({
    where: {
      id: { notIn: userIds },
      partnerId: null,
      disabledAt: null,
      role: { permissions: { hasEvery: rolePermissionNames } },
    },
    select: { id: true },
  });
  return administrator !== null;
}
