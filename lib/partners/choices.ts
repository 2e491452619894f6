import { prisma } from "../db";
import { isId } from "../ids";
import { can, requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import type { PartnerChoices } from "./schema";

/** So many are offered at once; there may be ten thousand. */
const offered = 100;

/** The partner that is meant, or whose names are asked for: the lender sees all, a partner its own. */
function visiblePartners(scope: Scope) {
  return scope.partnerId === null ? {} : { id: scope.partnerId };
}

/** Each of them opens a form that creates something for a partner. */
const choosesPartner = ["users:write", "api-keys:write", "webhooks:write"] as const;

interface Choose {
  text?: string;
  /** Always among them, if there is such a partner. */
  chosen?: string | undefined;
}

/** The partners that something can be created for, by name: those whose name has `text` in it. Needs one of `choosesPartner`. */
export async function listPartnerChoices(scope: Scope, choose: Choose = {}): Promise<PartnerChoices> {
  if (!choosesPartner.some((permission) => can(scope, permission)))
    requirePermission(scope, choosesPartner[0]);
  return findChoices(scope, choose);
}

/** The first partners by name, that a history can be narrowed to. Needs deliveries:read. */
export async function listHistoryPartners(scope: Scope, chosen: string | undefined): Promise<PartnerChoices> {
  requirePermission(scope, "deliveries:read");
  return findChoices(scope, { chosen });
}

async function findChoices(scope: Scope, { text = "", chosen }: Choose): Promise<PartnerChoices> {
  const wanted = text.trim().slice(0, 200);
  const where = { AND: [visiblePartners(scope), wanted ? { name: containsText(wanted) } : {}] };
  const select = { id: true, name: true } as const;
  const [rows, one] = await Promise.all([
    prisma().partner.findMany({
      where,
      select,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: offered + 1,
    }),
    chosen !== undefined && isId(chosen)
      ? prisma().partner.findFirst({ where: { AND: [visiblePartners(scope), { id: chosen }] }, select })
      : null,
  ]);
  const choices = rows.slice(0, offered);
  if (one && !choices.some(({ id }) => id === one.id)) choices.unshift(one);
  return { choices, more: rows.length > offered };
}

/** What the partners of these ids are called; only those that the scope may see. For rows that were read under it. */
export async function fetchPartnerNames(
  scope: Scope,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await prisma().partner.findMany({
    where: { AND: [visiblePartners(scope), { id: { in: wanted } }] },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
