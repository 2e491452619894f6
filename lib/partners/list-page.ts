import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import type { PartnerPageQuery, PartnerRow } from "./schema";

export const partnersPerPage = 50;

/**
 * Returns one page of the partners: the lender sees all partners, a partner only itself. Needs partners:read. `q` is a part of the name
 * or a full GUID. For a page beyond the end, the last page is returned. `all` is the total without the filters.
 */
export async function listPartnerPage(
  scope: Scope,
  { q, kind, sort, page }: PartnerPageQuery,
  now = currentTime(),
): Promise<{ partners: PartnerRow[]; total: number; all: number; page: number }> {
  requirePermission(scope, "partners:read");
  const visible = scope.partnerId === null ? {} : { id: scope.partnerId };
  const where = { AND: [visible, kind ? { kind } : {}, q ? buildSearchFilter(q) : {}] };
  const isFiltered = q !== "" || kind !== undefined;
  const [total, visibleTotal] = await Promise.all([
    prisma().partner.count({ where }),
    isFiltered ? prisma().partner.count({ where: visible }) : null,
  ]);
  const actualPage = Math.min(page, Math.max(1, Math.ceil(total / partnersPerPage)));
  const rows = await prisma().partner.findMany({
    where,
    select: { id: true, name: true, kind: true, createdAt: true, _count: { select: selectOwned(now) } },
    orderBy: [{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc" : "asc" }, { id: "asc" }],
    skip: (actualPage - 1) * partnersPerPage,
    take: partnersPerPage,
  });
  const partners = rows.map(({ _count: { webhooks, users, apiKeys }, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    webhooks,
    users,
    apiKeys,
  }));
  return { partners, total, all: visibleTotal ?? total, page: actualPage };
}

/** Selects the rows that a partner owns: webhooks that are not deleted, users, and active API keys. */
export function selectOwned(now: Date) {
  return {
    webhooks: { where: { deletedAt: null } },
    users: true,
    apiKeys: { where: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } },
  };
}

function buildSearchFilter(q: string) {
  const id = parseId(q);
  return id === null ? { name: containsText(q) } : { id };
}
