import { lenderOnlyPermissions, type Permission } from "./permissions";

declare const brand: unique symbol;

export interface Actor {
  kind: "user" | "apiKey" | "portalLink" | "system";
  id: string | null;
  /** The name in the history and the audit trail: an e-mail address, "API key Core", "Hookledger". */
  name: string;
}

/** The part of its tenant's data that a portal link shows. */
export type LinkTarget =
  | { kind: "entity"; entityType: string; entityId: string }
  | { kind: "webhook"; webhookId: string }
  | { kind: "partner" };

/**
 * The actor of a request, its partner and its permissions. Every use case that a user or an API key can call takes a scope as
 * its first argument. Because of the brand, only `makeScope` can create a scope, so no query can forget its tenant.
 */
export interface Scope {
  readonly [brand]: true;
  readonly actor: Actor;
  /** The partner whose data is visible; null: the lender, who sees all. */
  readonly partnerId: string | null;
  readonly permissions: ReadonlySet<Permission>;
  /** What the portal link of the request shows; null for users, API keys and the system. */
  readonly link: { target: LinkTarget; apiKeyId: string } | null;
}

/** Creates a scope. Called only by authentication (sessions, API keys, portal links, the system). A partner gets no `lenderOnlyPermissions`. */
export function makeScope(scope: {
  actor: Actor;
  partnerId: string | null;
  permissions: Iterable<Permission>;
  link?: Scope["link"];
}): Scope {
  const withheld = scope.partnerId === null ? [] : lenderOnlyPermissions;
  const permissions = [...scope.permissions].filter((permission) => !withheld.includes(permission));
  return { link: null, ...scope, permissions: new Set(permissions) } as unknown as Scope;
}

/** The error when a scope lacks a permission. */
export class Forbidden extends Error {
  constructor(readonly permission: Permission) {
    super(`The permission ${permission} is required.`);
    this.name = "Forbidden";
  }
}

/**
 * Throws Forbidden unless the scope has the permission. Every use case checks what it needs, whatever its callers checked. A portal link
 * is always rejected, so that a use case that does not know of its target cannot show more than that.
 */
export function requirePermission(scope: Scope, permission: Permission): void {
  if (!can(scope, permission)) throw new Forbidden(permission);
}

/** Like requirePermission, but accepts a portal link: for a use case that shows no more than the link's target (link-target.ts). */
export function requirePermissionWithinTarget(scope: Scope, permission: Permission): void {
  if (!scope.permissions.has(permission)) throw new Forbidden(permission);
}

/** Whether the scope has the permission, to decide what to show. False for a portal link. */
export function can(scope: Scope, permission: Permission): boolean {
  return scope.link === null && scope.permissions.has(permission);
}
