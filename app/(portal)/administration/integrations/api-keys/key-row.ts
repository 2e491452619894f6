import { type Permission, permissions } from "@/lib/access/permissions";

export type KeyState = "active" | "expired" | "revoked";

/** An API key as its row in the list shows it; flat, so that the table can sort and search. */
export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string;
  /** The same in words, one by one. */
  scopeWords: string[];
  /** Both empty: the lender's own. */
  partner: string;
  partnerId: string;
  state: KeyState;
  createdBy: string;
  createdAt: string;
  /** Empty: never. */
  expiresAt: string;
  lastUsedAt: string;
}

interface Key {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  partner: { id: string; name: string } | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export function keyRows(keys: readonly Key[], now = new Date()): KeyRow[] {
  return keys.map(({ id, name, prefix, scopes, partner, createdBy, ...key }) => ({
    ...{ id, name, prefix, createdBy },
    scopes: scopes.join(", "),
    scopeWords: scopes.map((scope) => permissions[scope as Permission] ?? scope),
    partner: partner?.name ?? "",
    partnerId: partner?.id ?? "",
    state: stateOf(key, now),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? "",
    lastUsedAt: key.lastUsedAt?.toISOString() ?? "",
  }));
}

function stateOf({ revokedAt, expiresAt }: Pick<Key, "revokedAt" | "expiresAt">, now: Date): KeyState {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}
