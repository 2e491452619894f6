import { currentTime } from "../clock";
import { pool, prisma } from "../db";
import { buildIdFloor, parseId } from "../ids";
import { can, requirePermission, type Scope } from "../scope/scope";
import { type CountedState, countedStates } from "../statistics/schema";
import { selectOwned } from "./list-page";

const listLimit = 10;

const countDeliveriesSql = `
  SELECT state, count(*)::int AS count FROM deliveries WHERE partner_id = $1 AND id >= $2 AND NOT simulated GROUP BY 1`;

/**
 * Returns a partner with the numbers of its webhooks, users and API keys, and up to ten of each: webhooks only with webhooks:read, users
 * with users:write and API keys with api-keys:write. `day` counts its deliveries of the last 24 hours by state, without simulated ones.
 * Needs partners:read. Null if the partner does not exist or the scope cannot see it.
 */
export async function findPartner(scope: Scope, typedId: string, now = currentTime()) {
  requirePermission(scope, "partners:read");
  const partnerId = parseId(typedId);
  if (partnerId === null) return null;
  if (scope.partnerId !== null && scope.partnerId !== partnerId) return null;
  const since = new Date(now.getTime() - 86_400_000);
  const [partner, counts] = await Promise.all([
    prisma().partner.findUnique({
      where: { id: partnerId },
      select: {
        id: true,
        name: true,
        kind: true,
        createdAt: true,
        _count: { select: selectOwned(now) },
        webhooks: {
          where: { deletedAt: null },
          select: { id: true, name: true, url: true, state: true },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: can(scope, "webhooks:read") ? listLimit : 0,
        },
        users: {
          select: { id: true, name: true, email: true, disabledAt: true, role: { select: { name: true } } },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: can(scope, "users:write") ? listLimit : 0,
        },
        apiKeys: {
          ...selectOwned(now).apiKeys,
          select: { id: true, name: true, prefix: true, lastUsedAt: true },
          orderBy: { id: "desc" },
          take: can(scope, "api-keys:write") ? listLimit : 0,
        },
      },
    }),
    countDeliveriesSince(partnerId, since),
  ]);
  return partner && { ...partner, day: { since: since.toISOString(), counts } };
}

async function countDeliveriesSince(partnerId: string, since: Date): Promise<Record<CountedState, number>> {
  const { rows } = await pool().query<{ state: CountedState; count: number }>(countDeliveriesSql, [
    partnerId,
    buildIdFloor(since),
  ]);
  const counts = Object.fromEntries(countedStates.map((name) => [name, 0])) as Record<CountedState, number>;
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

export type PartnerDetail = NonNullable<Awaited<ReturnType<typeof findPartner>>>;
