import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";

/** Returns a user, or null if the scope cannot manage a user with this ID. Needs users:write. */
export async function findUser(scope: Scope, typedId: string) {
  requirePermission(scope, "users:write");
  const userId = parseId(typedId);
  if (userId === null) return null;
  return prisma().user.findFirst({
    where: { id: userId, ...visibleTo(scope) },
    select: {
      id: true,
      email: true,
      name: true,
      role: { select: { id: true, name: true } },
      partner: { select: { id: true, name: true } },
      disabledAt: true,
      createdAt: true,
    },
  });
}

/** Lists every role with its permissions and the number of its users that the scope can see. Needs users:write. */
export async function listRoles(scope: Scope) {
  requirePermission(scope, "users:write");
  const roles = await prisma().role.findMany({
    orderBy: { name: "asc" },
    select: {
      id: true,
      name: true,
      permissions: true,
      _count: { select: { users: { where: visibleTo(scope) } } },
    },
  });
  return roles.map(({ _count, ...role }) => ({ ...role, users: _count.users }));
}
