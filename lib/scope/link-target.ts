import type { LinkTarget, Scope } from "./scope";

interface Subject {
  entityType: string;
  entityId: string;
  webhookId: string;
}

/** The fields that all deliveries of a target have in common. A partner's target needs none: its scope has the partner. */
function listFixedFields(target: LinkTarget): Partial<Subject> {
  switch (target.kind) {
    case "entity":
      return { entityType: target.entityType, entityId: target.entityId };
    case "webhook":
      return { webhookId: target.webhookId };
    case "partner":
      return {};
  }
}

/** Whether a portal link shows this delivery. Other scopes see every delivery of their tenant. */
export function isWithinTarget({ link }: Scope, delivery: Subject): boolean {
  return link === null || matches(listFixedFields(link.target), delivery);
}

/**
 * Narrows a filter of deliveries to what the scope's portal link shows. Null if the filter asks for something else, so that nothing
 * matches.
 */
export function narrowToTarget<Filter extends Partial<Subject>>(
  { link }: Scope,
  filter: Filter,
): Filter | null {
  if (link === null) return filter;
  const fixed = listFixedFields(link.target);
  return matches(fixed, { ...fixed, ...omitUndefined(filter) }) ? { ...filter, ...fixed } : null;
}

function matches(fixed: Partial<Subject>, subject: Partial<Subject>): boolean {
  return Object.entries(fixed).every(([name, value]) => subject[name as keyof Subject] === value);
}

function omitUndefined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}

/**
 * Prisma condition for the webhooks that a portal link shows; other scopes have none. It is an AND, because a caller's own condition on
 * the ID must not replace it.
 */
export function webhooksWithinTarget({ link }: Scope): { AND?: { id: { in: string[] } } } {
  if (link === null || link.target.kind === "partner") return {};
  return { AND: { id: { in: link.target.kind === "webhook" ? [link.target.webhookId] : [] } } };
}
