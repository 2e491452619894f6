import { prisma } from "../db";
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
      sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
    },
  });
  return users.map(({ sessions, ...user }) => ({ ...user, lastSeenAt: sessions[0]?.lastSeenAt ?? null }));
}

/** Every role with the permissions people know it by. Needs users:write. */
export async function listRoles(scope: Scope) {
  demand(scope, "users:write");
  return prisma().role.findMany({
    orderBy: { name: "asc" },
    select: { id: true, name: true, permissions: true },
  });
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
