import { z } from "zod";
import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";

export const usersPerPage = 50;

const sqlByColumn = {
  name: "u.name",
  role: "r.name",
  partner: "p.name",
  state: "u.disabled_at IS NOT NULL",
  lastSignInAt: "(SELECT max(created_at) FROM sessions WHERE user_id = u.id)",
} as const;
type SortColumn = keyof typeof sqlByColumn;
const sortOrders = (Object.keys(sqlByColumn) as SortColumn[]).flatMap((name) => [name, `-${name}`] as const);

/** The query parameters of the user list. Invalid values are ignored. */
export const usersPageQuerySchema = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  state: z.enum(["active", "disabled"]).optional().catch(undefined),
  partner: z.guid().toLowerCase().optional().catch(undefined),
  sort: z.enum(sortOrders).default("name").catch("name"),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
type UsersPageQuery = z.output<typeof usersPageQuerySchema>;

export interface UserListItem {
  id: string;
  email: string;
  name: string;
  role: string;
  /** The partner's name; null for a user of the lender. */
  partner: string | null;
  disabledAt: Date | null;
  createdAt: Date;
  lastSignInAt: Date | null;
}

const fromSql = `
  FROM users u JOIN roles r ON r.id = u.role_id LEFT JOIN partners p ON p.id = u.partner_id
  WHERE ($1::uuid IS NULL OR u.partner_id = $1)`;
const filterSql = `
  AND ($2 = '' OR strpos(lower(concat_ws(' ', u.name, u.email, r.name, p.name)), lower($2)) > 0)
  AND ($3::text IS NULL OR ($3 = 'disabled') = (u.disabled_at IS NOT NULL))
  AND ($4::uuid IS NULL OR u.partner_id = $4)`;

/**
 * Returns one page of the users that the scope can manage, by default ordered by name. Needs users:write. `q` searches names, e-mail
 * addresses, roles and partners. For a page beyond the end, the last page is returned. `all` is the total without the filters.
 */
export async function listUsers(
  scope: Scope,
  { q, state, partner, sort, page }: UsersPageQuery = usersPageQuerySchema.parse({}),
): Promise<{ users: UserListItem[]; total: number; all: number; page: number }> {
  requirePermission(scope, "users:write");
  // Postgres does not accept U+0000 in a query parameter.
  const values = [scope.partnerId, q.replaceAll("\u0000", ""), state ?? null, partner ?? null];
  const counted = await pool().query<{ total: number; all: number }>(
    `SELECT (SELECT count(*)::int ${fromSql} ${filterSql}) AS total, (SELECT count(*)::int ${fromSql}) AS all`,
    values,
  );
  const { total, all } = counted.rows[0] ?? { total: 0, all: 0 };
  const actualPage = Math.min(page, Math.max(1, Math.ceil(total / usersPerPage)));
  const order = `${sqlByColumn[sort.replace("-", "") as SortColumn]} ${sort.startsWith("-") ? "DESC NULLS LAST" : "ASC NULLS FIRST"}, u.id`;
  const { rows } = await pool().query<UserListItem>(
    `SELECT u.id, u.email, u.name, r.name AS role, p.name AS partner, u.disabled_at AS "disabledAt",
            u.created_at AS "createdAt", ${sqlByColumn.lastSignInAt} AS "lastSignInAt"
     ${fromSql} ${filterSql} ORDER BY ${order} LIMIT ${usersPerPage} OFFSET ${(actualPage - 1) * usersPerPage}`,
    values,
  );
  return { users: rows, total, all, page: actualPage };
}
