import { demand, may, type Scope } from "../access/scope";
import { prisma } from "../db";
import { isId } from "../ids";
import type { PartnerChoices } from "./schema";

/** So many are offered at once; there may be ten thousand. */
const offered = 100;

/** The partner that is meant, or whose names are asked for: the lender sees all, a partner its own. */
function within(scope: Scope) {
  return scope.partnerId === null ? {} : { id: scope.partnerId };
}

/**
 * Whom things can be made for, or lists be narrowed to, by name: those whose name has `text` in it, and always the
 * chosen one. Needs one of the permissions to make what belongs to a partner, or to read history.
 */
export async function listPartnerChoices(
  scope: Scope,
  { text = "", chosen }: { text?: string; chosen?: string | undefined } = {},
): Promise<PartnerChoices> {
  const enough = ["users:write", "api-keys:write", "webhooks:read", "deliveries:read"] as const;
  if (!enough.some((permission) => may(scope, permission))) demand(scope, "partners:read");
  const wanted = text.trim().slice(0, 200).replaceAll("\u0000", "");
  const where = {
    AND: [within(scope), wanted ? { name: { contains: wanted, mode: "insensitive" } as const } : {}],
  };
  const select = { id: true, name: true } as const;
  const [rows, one] = await Promise.all([
    prisma().partner.findMany({
      where,
      select,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: offered + 1,
    }),
    chosen !== undefined && isId(chosen)
      ? prisma().partner.findFirst({ where: { AND: [within(scope), { id: chosen }] }, select })
      : null,
  ]);
  const choices = rows.slice(0, offered);
  if (one && !choices.some(({ id }) => id === one.id)) choices.unshift(one);
  return { choices, more: rows.length > offered };
}

/** What the partners of these ids are called; only those that the scope may see. For rows that were read under it. */
export async function partnerNames(
  scope: Scope,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await prisma().partner.findMany({
    where: { AND: [within(scope), { id: { in: wanted } }] },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
