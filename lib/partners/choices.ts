import { prisma } from "../db";
import { parseId } from "../ids";
import { can, requirePermission, type Scope } from "../scope/scope";
import { containsText } from "../text-filter";
import type { PartnerChoices } from "./schema";

/** The most choices returned at once; there may be ten thousand partners. */
const maxChoices = 100;

/** Prisma condition for the partners that the scope can see: the lender sees all partners, a partner only itself. */
function visiblePartnersFilter(scope: Scope) {
  return scope.partnerId === null ? {} : { id: scope.partnerId };
}

/** A scope needs one of these permissions to create something for a partner. */
const permissionsToCreate = ["users:write", "api-keys:write", "webhooks:write"] as const;

interface ChoiceQuery {
  text?: string;
  /** The ID of a partner that is always included if the scope can see it. */
  chosenId?: string | undefined;
}

/** Lists the partners for which something can be created, by name, filtered by `text`. Needs one of `permissionsToCreate`. */
export async function listPartnerChoices(scope: Scope, query: ChoiceQuery = {}): Promise<PartnerChoices> {
  if (!permissionsToCreate.some((permission) => can(scope, permission)))
    requirePermission(scope, permissionsToCreate[0]);
  return findChoices(scope, query);
}

/** Lists the first partners by name, as choices of a history filter. Needs deliveries:read. */
export async function listPartnersForHistoryFilter(
  scope: Scope,
  chosenId: string | undefined,
): Promise<PartnerChoices> {
  requirePermission(scope, "deliveries:read");
  return findChoices(scope, { chosenId });
}

async function findChoices(scope: Scope, { text = "", chosenId }: ChoiceQuery): Promise<PartnerChoices> {
  const wantedText = text.trim().slice(0, 200);
  const id = chosenId === undefined ? null : parseId(chosenId);
  const where = { AND: [visiblePartnersFilter(scope), wantedText ? { name: containsText(wantedText) } : {}] };
  const select = { id: true, name: true } as const;
  const [rows, chosen] = await Promise.all([
    prisma().partner.findMany({
      where,
      select,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: maxChoices + 1,
    }),
    id !== null
      ? prisma().partner.findFirst({ where: { AND: [visiblePartnersFilter(scope), { id }] }, select })
      : null,
  ]);
  const choices = rows.slice(0, maxChoices);
  if (chosen && !choices.some((choice) => choice.id === chosen.id)) choices.unshift(chosen);
  return { choices, more: rows.length > maxChoices };
}

/**
 * Returns the names of these partners by ID, to label rows that were read with this scope. Null (the lender) and partners that
 * the scope cannot see are left out.
 */
export async function fetchPartnerNames(
  scope: Scope,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await prisma().partner.findMany({
    where: { AND: [visiblePartnersFilter(scope), { id: { in: wanted } }] },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
