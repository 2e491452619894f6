import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, requirePermissionWithinTarget, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import type { LinkAppearance, LinkListQuery, LinkView } from "./schema";

export const linkColumns = {
  id: true,
  actor: true,
  entityType: true,
  entityId: true,
  webhookId: true,
  partnerId: true,
  canResend: true,
  appearance: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  apiKey: { select: { name: true } },
} as const;

/** Lists a page of the links that have not ended, newest first: the lender sees all, a partner its own. */
export async function listPortalLinks(
  scope: Scope,
  { cursor, limit }: LinkListQuery,
): Promise<{ items: LinkView[]; nextCursor: string | null }> {
  requirePermission(scope, "portal-links:write");
  const inFuture = { gt: currentTime() };
  const rows = await prisma().portalLink.findMany({
    where: {
      ...visibleTo(scope),
      revokedAt: null,
      expiresAt: inFuture,
      apiKey: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: inFuture }] },
      ...(cursor && { id: { lt: cursor } }),
    },
    select: linkColumns,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toLinkView);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Finds a link; null if the scope can see none with this ID. A link sees only itself, and so learns what it shows and when it ends. */
export async function findPortalLink(scope: Scope, typedId: string): Promise<LinkView | null> {
  requirePermissionWithinTarget(scope, "deliveries:read");
  const id = parseId(typedId);
  if (id === null || (scope.link !== null && scope.actor.id !== id)) return null;
  const row = await prisma().portalLink.findFirst({
    where: { id, ...visibleTo(scope) },
    select: linkColumns,
  });
  return row && { ...toLinkView(row), ...(scope.link && { apiKey: null }) };
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (id: string) => prisma().portalLink.findFirst({ where: { id }, select: linkColumns });

export function toLinkView({ canResend, appearance, apiKey, ...row }: Row): LinkView {
  return {
    ...row,
    resend: canResend,
    appearance: appearance as LinkAppearance,
    apiKey: apiKey.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
