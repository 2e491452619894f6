import type { Db } from "../db";
import type { RolePermission } from "./permissions";

const managesUsers: RolePermission = "Manage Users";

/** What to tell who would leave an installation without anybody to manage its people. */
export const lastAdministratorMessage =
  "This would leave nobody who may manage users. Give another person Manage Users first.";

/**
 * Whether taking Manage Users from this user, or from everybody of this role, would take it from the lender's last
 * enabled person who has it. To be asked in the transaction that takes it, before it does: changes like that wait for
 * each other here, so two administrators cannot disable one another at once.
 */
export async function isLastAdministrator(
  db: Db,
  without: { userId: string } | { roleId: string },
): Promise<boolean> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger administrators'))`;
  const people = await db.user.findMany({
    where: { partnerId: null, disabledAt: null, role: { permissions: { has: managesUsers } } },
    select: { id: true, roleId: true },
  });
  const lost = people.filter((person) =>
    "userId" in without ? person.id === without.userId : person.roleId === without.roleId,
  );
  return lost.length > 0 && lost.length === people.length;
}
