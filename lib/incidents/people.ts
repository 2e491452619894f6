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

async function listUsers(scope: Scope, anyOf: readonly Permission[], partnerId?: string | null) {
  const users = await prisma().user.findMany({
    where: { AND: [{ disabledAt: null }, partnerId === undefined ? {} : { partnerId }, visibleTo(scope)] },
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
  const { partnerId } = await prisma().webhook.findUniqueOrThrow({
    where: { id: webhookId },
    select: { partnerId: true },
  });
  const own = await listUsers(scope, ["webhooks:write"], partnerId);
  // A partner may have no users. The lender's users can change its webhooks too.
  const users = own.length > 0 ? own : await listUsers(scope, ["webhooks:write"], null);
  return users.slice(0, maxContacts).map(({ name, email }) => ({ name, email }));
}

/** Lists the users to whom an incident can be assigned: those that the scope can see and who can do something about it. */
export async function listAssignees(scope: Scope): Promise<{ id: string; name: string }[]> {
  requireReader(scope);
  return (await listUsers(scope, incidentEditors)).map(({ id, name }) => ({ id, name }));
}
