import { lenderOnly, type Permission } from "./permissions";

declare const made: unique symbol;

export interface Actor {
  kind: "user" | "apiKey" | "system";
  id: string | null;
  /** As shown in history and audit: an e-mail address, "API key Core", "Hookledger". */
  name: string;
}

/**
 * Who asks, for which partner, with which permissions. Every use case takes one first; only this folder makes
 * one (the brand keeps others from writing it down), so no query can forget its tenant.
 */
export interface Scope {
  readonly [made]: true;
  readonly actor: Actor;
  /** The partner whose things are visible; null: the lender, who sees all. */
  readonly partnerId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** For lib/access only. What is only the lender's to do is left out for a partner. */
export function makeScope(scope: {
  actor: Actor;
  partnerId: string | null;
  permissions: Iterable<Permission>;
}): Scope {
  const withheld = scope.partnerId === null ? [] : lenderOnly;
  const permissions = [...scope.permissions].filter((permission) => !withheld.includes(permission));
  return { ...scope, permissions: new Set(permissions) } as unknown as Scope;
}

export class Forbidden extends Error {
  constructor(readonly permission: Permission) {
    super(`This needs the permission ${permission}.`);
    this.name = "Forbidden";
  }
}

/** Throws Forbidden unless the scope has the permission: the use case's own gate, whatever stands in front of it. */
export function requirePermission(scope: Scope, permission: Permission): void {
  if (!scope.permissions.has(permission)) throw new Forbidden(permission);
}

/** Whether the scope has the permission, for showing or leaving out a button. */
export function can(scope: Scope, permission: Permission): boolean {
  return scope.permissions.has(permission);
}
