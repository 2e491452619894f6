import { z } from "zod";
import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";

export const keysPerPage = 50;

export type KeyState = "active" | "expired" | "revoked";
const stateSql = `
  CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'active' END`;
const sortSqlByColumn = {
  name: "k.name",
  partner: "p.name",
  state: stateSql,
  createdAt: "k.id",
  lastUsedAt: "k.last_used_at",
  expiresAt: "k.expires_at",
} as const;
type Column = keyof typeof sortSqlByColumn;
const sortOrders = (Object.keys(sortSqlByColumn) as Column[]).flatMap((name) => [name, `-${name}`] as const);

/** The query parameters of the list of API keys. Invalid values are ignored. */
export const keysPageQuerySchema = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  state: z.enum(["active", "expired", "revoked"]).optional().catch(undefined),
  partner: z.guid().toLowerCase().optional().catch(undefined),
  sort: z.enum(sortOrders).default("-createdAt").catch("-createdAt"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
type KeysPageQuery = z.output<typeof keysPageQuerySchema>;

export interface ApiKeyListItem {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  partner: { id: string; name: string } | null;
  state: KeyState;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const fromSql = `
  FROM api_keys k LEFT JOIN partners p ON p.id = k.partner_id WHERE ($1::uuid IS NULL OR k.partner_id = $1)`;
const filterSql = `
  AND ($2 = '' OR strpos(lower(concat_ws(' ', k.name, k.prefix, p.name, array_to_string(k.scopes, ' '), k.created_by)), lower($2)) > 0)
  AND ($3::text IS NULL OR ${stateSql} = $3)
  AND ($4::uuid IS NULL OR k.partner_id = $4)`;

/**
 * Returns one page of the API keys that the scope can manage, by default the newest first, without the keys themselves and
 * their hashes. Requires api-keys:write. `q` searches names, prefixes, partners, scopes and creators. For a page beyond the end, the last
 * page is returned.
 */
export async function listApiKeys(
  scope: Scope,
  { q, state, partner, sort, page }: KeysPageQuery = keysPageQuerySchema.parse({}),
): Promise<{ keys: ApiKeyListItem[]; total: number; all: number; page: number }> {
  requirePermission(scope, "api-keys:write");
  // Postgres does not accept U+0000 in a query parameter.
  const values = [scope.partnerId, q.replaceAll("\u0000", ""), state ?? null, partner ?? null];
  const counted = await pool().query<{ total: number; all: number }>(
    `SELECT (SELECT count(*)::int ${fromSql} ${filterSql}) AS total, (SELECT count(*)::int ${fromSql}) AS all`,
    values,
  );
  const { total, all } = counted.rows[0] ?? { total: 0, all: 0 };
  const actualPage = Math.min(page, Math.max(1, Math.ceil(total / keysPerPage)));
  const order = `${sortSqlByColumn[sort.replace("-", "") as Column]} ${sort.startsWith("-") ? "DESC NULLS LAST" : "ASC NULLS FIRST"}, k.id`;
  const { rows } = await pool().query<ApiKeyListItem>(
    `SELECT k.id, k.name, k.prefix, k.scopes, ${stateSql} AS state, k.created_by AS "createdBy",
            k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt",
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS partner
     ${fromSql} ${filterSql} ORDER BY ${order} LIMIT ${keysPerPage} OFFSET ${(actualPage - 1) * keysPerPage}`,
    values,
  );
  return { keys: rows, total, all, page: actualPage };
}
