import type { ApiKeyListItem, KeyState } from "@/lib/api-keys/list-api-keys";
import { labelByPermission, type Permission } from "@/lib/scope/permissions";

/** A row of the API keys table. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string;
  /** One label for each scope. */
  scopeLabels: string[];
  /** Empty for the lender's own keys. */
  partner: string;
  state: KeyState;
  createdBy: string;
  createdAt: string;
  /** Empty if the key never expires. */
  expiresAt: string;
  lastUsedAt: string;
}

export function toApiKeyRows(keys: readonly ApiKeyListItem[]): ApiKeyRow[] {
  return keys.map(({ id, name, prefix, scopes, partner, createdBy, ...key }) => ({
    id,
    name,
    prefix,
    createdBy,
    scopes: scopes.join(", "),
    scopeLabels: scopes.map((scope) => labelByPermission[scope as Permission] ?? scope),
    partner: partner?.name ?? "",
    state: key.state,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? "",
    lastUsedAt: key.lastUsedAt?.toISOString() ?? "",
  }));
}
