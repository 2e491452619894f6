import { prisma } from "../db";
import { expandPermissions, type Permission } from "../scope/permissions";
import type { Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { incidentEditors, requireReader } from "./access";
import type { IncidentView } from "./schema";

export interface Contact {
  /** Null for an owner who is not a user. */
  name: string | null;
  email: string;
}

const maxContacts = 3;

async function listUsers(scope: Scope, anyOf: readonly Permission[], partnerId: string | null) {
  const users = await prisma().user.findMany({
    where: { AND: [{ disabledAt: null }, { partnerId }, visibleTo(scope)] },
    select: { id: true, name: true, email: true, role: { select: { permissions: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return users.filter(({ role }) => {
    const permissions = expandPermissions(role.permissions);
    return anyOf.some((permission) => permissions.includes(permission));
  });
}

/**
 * Finds who can say more about an incident or change its webhook: the webhook's owner or, if it has none, up to three users of the same
 * tenant who can change it, or of the lender if there are none.
 */
export async function listContacts(scope: Scope, { webhookId, owner }: IncidentView): Promise<Contact[]> {
  requireReader(scope);
  if (owner !== null) {
    const user = await prisma().user.findFirst({ where: { email: owner, ...visibleTo(scope) } });
    return [{ name: user?.name ?? null, email: owner }];
  }
  const own = await listUsers(scope, ["webhooks:write"], await findPartnerId(webhookId));
  // A partner may have no users. The lender's users can change its webhooks too.
  const users = own.length > 0 ? own : await listUsers(scope, ["webhooks:write"], null);
  return users.slice(0, maxContacts).map(({ name, email }) => ({ name, email }));
}

/**
 * Lists the users to whom an incident can be assigned: users of the lender and of the webhook's partner whom the scope can see and who can do
 * something about it.
 */
export async function listAssignees(
  scope: Scope,
  { webhookId }: Pick<IncidentView, "webhookId">,
): Promise<{ id: string; name: string }[]> {
  requireReader(scope);
  const partnerId = await findPartnerId(webhookId);
  const lenders = await listUsers(scope, incidentEditors, null);
  const partners = partnerId === null ? [] : await listUsers(scope, incidentEditors, partnerId);
  return [...lenders, ...partners].map(({ id, name }) => ({ id, name }));
}

async function findPartnerId(id: string): Promise<string | null> {
  return (await prisma().webhook.findUniqueOrThrow({ where: { id }, select: { partnerId: true } })).partnerId;
}
