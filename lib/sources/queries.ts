import { currentTime } from "../clock";
import { type Db, pool } from "../db";
import { parseId, readIdTime } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { maxUnverifiedKept, type SourceListQuery, type SourceView, sourceSchema } from "./schema";

/**
 * The messages of the source `s`. The range repeats the equality, to make the estimate of their number small: Postgres does not know which
 * source it will be, and if one source has most messages, it would rather read the whole table for another one than use an index.
 */
const ofSourceSql = "m.source_id = s.id AND m.source_id BETWEEN s.id AND s.id";

// Each count is a subquery with its own limit, which reads only a partial index, so that a page of sources costs the same however many
// messages there are.
const viewColumns = `
  s.id, s.name, s.system, s.partner_id AS "partnerId", s.token_prefix AS "tokenPrefix",
  s.previous_token_until AS "previousTokenUntil", s.verification, s.key_sealed IS NOT NULL AS "hasKey",
  s.previous_key_until AS "previousKeyUntil", s.mapping, s.networks, s.duplicate_seconds AS "duplicateSeconds",
  s.unverified_count::double precision AS "unverifiedTotal", s.created_by AS "createdBy", s.created_at AS "createdAt",
  s.updated_at AS "updatedAt",
  (SELECT count(*)::int FROM (
     SELECT FROM source_messages m WHERE ${ofSourceSql} AND m.state = 'waiting' LIMIT 10000) w) AS waiting,
  (SELECT count(*)::int FROM (
     SELECT FROM source_messages m WHERE ${ofSourceSql} AND m.state = 'unmapped' LIMIT 1000) u) AS unmapped,
  (SELECT count(*)::int FROM (
     SELECT FROM source_messages m WHERE ${ofSourceSql} AND m.state = 'unverified' LIMIT ${maxUnverifiedKept}) r) AS unverified,
  (SELECT m.id FROM source_messages m WHERE ${ofSourceSql} ORDER BY m.id DESC LIMIT 1) AS "lastMessageId"`;

const listSql = `
  SELECT ${viewColumns} FROM (
    SELECT * FROM sources
    WHERE deleted_at IS NULL AND ($1::uuid IS NULL OR partner_id = $1) AND ($2::uuid IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3) s
  ORDER BY s.id DESC`;

const findSql = `
  SELECT ${viewColumns} FROM sources s WHERE s.id = $1 AND s.deleted_at IS NULL AND ($2::uuid IS NULL OR s.partner_id = $2)`;

type Row = Omit<
  SourceView,
  "url" | "previousUrlUntil" | "previousKeyUntil" | "lastMessageAt" | "createdAt" | "updatedAt"
> & {
  previousTokenUntil: Date | null;
  previousKeyUntil: Date | null;
  lastMessageId: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** Lists a page of the sources that this scope can see, newest first: the lender sees all, a partner its own. */
export async function listSources(
  scope: Scope,
  { cursor, limit }: SourceListQuery,
): Promise<{ items: SourceView[]; nextCursor: string | null }> {
  requirePermission(scope, "sources:read");
  const { rows } = await pool().query<Row>(listSql, [scope.partnerId, cursor ?? null, limit + 1]);
  const items = rows.slice(0, limit).map((row) => toView(row, null));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Finds a source; null if there is none with this ID that the scope can see. */
export async function findSource(scope: Scope, typedId: string): Promise<SourceView | null> {
  requirePermission(scope, "sources:read");
  const id = parseId(typedId);
  return id === null ? null : loadSource(scope, id);
}

/**
 * Loads a source like findSource, but without a permission check, for use cases that check a permission themselves.
 * @param url the URL of the source, if it was made just now
 */
export async function loadSource(
  scope: Scope,
  id: string,
  url: string | null = null,
): Promise<SourceView | null> {
  const { rows } = await pool().query<Row>(findSql, [id, scope.partnerId]);
  const [row] = rows;
  return row ? toView(row, url) : null;
}

/**
 * Locks the row of a source until the end of the transaction, so that changes of one source run one after another, and returns it. Null if
 * there is none with this ID that the scope can see.
 */
export async function lockSource(db: Db, scope: Scope, id: string) {
  await db.$queryRaw`SELECT id FROM sources WHERE id = ${id}::uuid FOR UPDATE`;
  return db.source.findFirst({ where: { id, deletedAt: null, ...visibleTo(scope) } });
}

function toView(row: Row, url: string | null): SourceView {
  const { previousTokenUntil, previousKeyUntil, lastMessageId, createdAt, updatedAt, ...rest } = row;
  const now = currentTime();
  const toFuture = (until: Date | null) => (until !== null && until > now ? until.toISOString() : null);
  return {
    ...rest,
    url,
    // Parsing restores the order of the fields in the schema: jsonb reorders them.
    verification: sourceSchema.shape.verification.parse(rest.verification),
    mapping: sourceSchema.shape.mapping.parse(rest.mapping),
    previousUrlUntil: toFuture(previousTokenUntil),
    previousKeyUntil: toFuture(previousKeyUntil),
    lastMessageAt: lastMessageId && new Date(readIdTime(lastMessageId)).toISOString(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
