import { prepared } from "../database/prepared";
import type { Queryable } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { buildIdQuery } from "./id-query";
import { readDeliveries, suitsAnyValues } from "./queries";
import type { DeliveryFilter, DeliveryView, HistoryPageQuery } from "./schema";
import type { IdRange } from "./search-back";

export type EntityFilter = DeliveryFilter & { entityType: string; entityId: string };

/** A delivery and its place in the order: a UUIDv7 with the time of the newest attempt, or the trace ID if that is later. */
interface Placed {
  id: string;
  place: string;
}

/**
 * Only so many of an entity's newest deliveries are put in the order of their attempts: each needs a lookup. Older ones follow in the order
 * of their creation, which is the same unless one of them was retried or resent after it had become one of the older ones.
 */
const maxOrdered = 500;

// A manual attempt that was not started yet has only the time of its request. With OFFSET 0, Postgres looks up the attempts of each
// delivery in one partition.
const placedSql = (idSql: string) => `
  SELECT page.id, greatest(page.id, (lpad(to_hex(newest.ms), 12, '0') || substr(replace(page.id::text, '-', ''), 13))::uuid) AS place
  FROM (${idSql}) page
  LEFT JOIN LATERAL (
    SELECT (extract(epoch FROM max(coalesce(a.started_at, a.requested_at))) * 1000)::bigint AS ms
    FROM attempts a WHERE a.delivery_id = page.id OFFSET 0) newest ON true
  ORDER BY place DESC`;

/** Reads a page of an entity's deliveries, the one with the newest attempt first. Its cursors are places. */
export async function readEntityPage(
  db: Queryable,
  scope: Scope,
  { cursor, newer, limit, ...filter }: HistoryPageQuery & EntityFilter,
): Promise<{ items: DeliveryView[]; nextCursor: string | null; newerCursor: string | null }> {
  requirePermission(scope, "deliveries:read");
  const { sql, values } = buildIdQuery(scope, filter, { from: null, before: null }, maxOrdered);
  const text = placedSql(sql);
  const query = suitsAnyValues(scope, filter) ? prepared(text, values) : { text, values };
  const { rows: ordered } = await db.query<Placed>(query);
  const oldestId = ordered.length < maxOrdered ? null : findLowestId(ordered);
  const readOlder = async (range: IdRange, max: number, order: "ASC" | "DESC"): Promise<Placed[]> => {
    if (oldestId === null || max <= 0) return [];
    const query = buildIdQuery(scope, filter, range, max, order);
    return (await db.query<{ id: string }>(query.sql, query.values)).rows.map(({ id }) => ({
      id,
      place: id,
    }));
  };
  const isBelow = (bound: string) => oldestId !== null && bound < oldestId;

  async function readNewer(after: string): Promise<Placed[] | null> {
    const older = isBelow(after) ? await readOlder({ from: after, before: oldestId }, limit + 2, "ASC") : [];
    const upwards = [...older, ...ordered.toReversed()].filter(({ place }) => place > after);
    return upwards.length > limit ? upwards.slice(0, limit).reverse() : null;
  }

  async function readBelow(before: string | null): Promise<Placed[]> {
    const first = ordered.filter(({ place }) => before === null || place < before).slice(0, limit + 1);
    const bound = before !== null && isBelow(before) ? before : oldestId;
    return [...first, ...(await readOlder({ from: null, before: bound }, limit + 1 - first.length, "DESC"))];
  }

  const newerPage = newer && !cursor ? await readNewer(newer) : null;
  // If all deliveries newer than `newer` fit on one page, the newest page is shown instead, so that it is full.
  const found = newerPage ?? (await readBelow(cursor ?? null));
  const page = found.slice(0, limit);
  return {
    items: await readDeliveries(
      db,
      scope,
      page.map(({ id }) => id),
    ),
    nextCursor: newerPage || found.length > limit ? (page.at(-1)?.place ?? null) : null,
    newerCursor: cursor || newerPage ? (page[0]?.place ?? null) : null,
  };
}

function findLowestId(placed: readonly Placed[]): string | null {
  return placed.reduce<string | null>(
    (lowest, { id }) => (lowest === null || id < lowest ? id : lowest),
    null,
  );
}
