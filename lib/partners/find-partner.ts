import { currentTime } from "../clock";
import { pool, prisma } from "../db";
import { idFloor, isId } from "../ids";
import { can, requirePermission, type Scope } from "../scope/scope";
import { type Outcome, outcomes } from "../statistics/schema";
import { owned } from "./list-page";

const listed = 10;

const daySql = `
  SELECT state, count(*)::int AS count FROM deliveries WHERE partner_id = $1 AND id >= $2 AND NOT simulated GROUP BY 1`;

/**
 * One partner with what is its own: counts, the first ten of its webhooks and, as far as the scope may manage them,
 * of its people and API keys, and its deliveries of the last 24 hours by what became of them. Needs partners:read.
 * Null when there is none, or none that this scope may see.
 */
export async function findPartner(scope: Scope, partnerId: string, now = currentTime()) {
  requirePermission(scope, "partners:read");
  if (!isId(partnerId)) return null;
  if (scope.partnerId !== null && scope.partnerId !== partnerId.toLowerCase()) return null;
  const since = new Date(now.getTime() - 86_400_000);
  const [partner, counts] = await Promise.all([
    prisma().partner.findUnique({
      where: { id: partnerId },
      select: {
        ...{ id: true, name: true, kind: true, createdAt: true, _count: { select: owned(now) } },
        webhooks: {
          where: { deletedAt: null },
          select: { id: true, name: true, url: true, state: true },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: can(scope, "webhooks:read") ? listed : 0,
        },
        users: {
          select: { id: true, name: true, email: true, disabledAt: true, role: { select: { name: true } } },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: can(scope, "users:write") ? listed : 0,
        },
        apiKeys: {
          ...owned(now).apiKeys,
          select: { id: true, name: true, prefix: true, lastUsedAt: true },
          orderBy: { id: "desc" },
          take: can(scope, "api-keys:write") ? listed : 0,
        },
      },
    }),
    countSince(partnerId, since),
  ]);
  return partner && { ...partner, day: { since: since.toISOString(), counts } };
}

async function countSince(partnerId: string, since: Date): Promise<Record<Outcome, number>> {
  const { rows } = await pool().query<{ state: Outcome; count: number }>(daySql, [partnerId, idFloor(since)]);
  const counts = Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<Outcome, number>;
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

export type PartnerDetail = NonNullable<Awaited<ReturnType<typeof findPartner>>>;
