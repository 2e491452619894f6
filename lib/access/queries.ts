import { prisma } from "../db";
import { isId } from "../ids";
import { demand, type Scope } from "./scope";
import { ownedBy } from "./visible";

/** The people whom the scope may manage, by name. Needs users:write. */
export async function listUsers(scope: Scope) {
  demand(scope, "users:write");
  const users = await prisma().user.findMany({
    where: ownedBy(scope),
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      email: true,
      name: true,
      role: { select: { id: true, name: true } },
      partner: { select: { id: true, name: true } },
      disabledAt: true,
      createdAt: true,
      sessions: { select: { createdAt: true }, orderBy: { createdAt: "desc" }, take: 1 },
    },
  });
  return users.map(({ sessions, ...user }) => ({ ...user, lastSignInAt: sessions[0]?.createdAt ?? null }));
}

/** One of those people, or null when there is none that the scope may manage. Needs users:write. */
export async function findUser(scope: Scope, userId: string) {
  demand(scope, "users:write");
  if (!isId(userId)) return null;
  return prisma().user.findFirst({
    where: { id: userId, ...ownedBy(scope) },
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

/** Every role with the permissions people know it by, and how many have it. Needs users:write. */
export async function listRoles(scope: Scope) {
  demand(scope, "users:write");
  const roles = await prisma().role.findMany({
    orderBy: { name: "asc" },
    select: {
      id: true,
      name: true,
      permissions: true,
      _count: { select: { users: { where: ownedBy(scope) } } },
    },
  });
  return roles.map(({ _count, ...role }) => ({ ...role, people: _count.users }));
}

/** The API keys that the scope may manage, newest first: never the key itself nor its hash. Needs api-keys:write. */
export async function listApiKeys(scope: Scope) {
  demand(scope, "api-keys:write");
  return prisma().apiKey.findMany({
    where: ownedBy(scope),
    orderBy: { id: "desc" },
    select: {
      id: true,
      name: true,
      prefix: true,
      scopes: true,
      partner: { select: { id: true, name: true } },
      createdBy: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
    },
  });
}
