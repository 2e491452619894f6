import { type Queryable, snapshot } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { type EntityFilter, readEntityPage } from "./entity-page";
import { loadAttempts } from "./load-attempts";
import { listDeliveries, readDeliveries, readRange } from "./queries";
import type { DeliveryFilter, DeliveryView, DeliveryWithAttempts, HistoryPageQuery } from "./schema";

/** A page with every attempt of each delivery, newest attempt first. `newerCursor`: null on the newest page. */
export interface HistoryPage {
  items: DeliveryWithAttempts[];
  nextCursor: string | null;
  newerCursor: string | null;
}

/**
 * Returns a page of the history: older than `cursor`, or just newer than `newer`, or the newest. Deliveries and attempts are read from one
 * snapshot, so they always agree.
 * @param order "attempted": the history of one entity begins with the newest attempt, other histories with the newest delivery, as all do
 *   with "created"
 */
export function listHistory(
  scope: Scope,
  page: HistoryPageQuery,
  order: "created" | "attempted" = "created",
): Promise<HistoryPage> {
  const { entityType, entityId } = page;
  return snapshot(async (db) => {
    const { items, ...cursors } =
      order === "attempted" && entityType !== undefined && entityId !== undefined
        ? await readEntityPage(db, scope, page as HistoryPageQuery & EntityFilter)
        : await readPage(db, scope, page);
    const attempts = await loadAttempts(db, scope, items);
    return {
      items: items.map((item) => ({ ...item, attempts: attempts.get(item.traceId) ?? [] })),
      ...cursors,
    };
  });
}

/** Finds these deliveries with all their attempts, newest attempt first, in this order; without those that the scope cannot see. */
export function findInHistory(scope: Scope, traceIds: readonly string[]): Promise<DeliveryWithAttempts[]> {
  requirePermission(scope, "deliveries:read");
  return snapshot(async (db) => {
    const items = await readDeliveries(db, scope, await selectVisible(db, scope, traceIds));
    const attempts = await loadAttempts(db, scope, items);
    return items.map((item) => ({ ...item, attempts: attempts.get(item.traceId) ?? [] }));
  });
}

async function selectVisible(
  db: Queryable,
  { partnerId }: Scope,
  traceIds: readonly string[],
): Promise<readonly string[]> {
  if (partnerId === null) return traceIds;
  const sql = "SELECT id FROM deliveries WHERE id = ANY($1) AND partner_id = $2";
  const { rows } = await db.query<{ id: string }>(sql, [traceIds, partnerId]);
  const visible = new Set(rows.map(({ id }) => id));
  return traceIds.filter((id) => visible.has(id));
}

async function readPage(db: Queryable, scope: Scope, page: HistoryPageQuery) {
  const { cursor, newer, limit, ...filter } = page;
  const newerPage = newer && !cursor ? await listNewer(db, scope, filter, limit, newer) : null;
  // If all deliveries newer than `newer` fit on one page, the newest page is shown instead, so that it is full.
  const older = newerPage ? null : await listDeliveries(scope, { ...filter, cursor, limit }, db);
  const items = newerPage ?? older?.items ?? [];
  return {
    items,
    nextCursor: older ? older.nextCursor : (items.at(-1)?.traceId ?? null),
    newerCursor: cursor || newerPage ? (items[0]?.traceId ?? null) : null,
  };
}

/** Returns the page just newer than a trace ID, newest first; null if all newer deliveries fit on one page. */
async function listNewer(
  db: Queryable,
  scope: Scope,
  filter: DeliveryFilter,
  limit: number,
  newer: string,
): Promise<DeliveryView[] | null> {
  requirePermission(scope, "deliveries:read");
  const rows = await readRange(db, scope, filter, { from: newer, before: null }, limit + 2, "ASC");
  const items = rows.filter(({ traceId }) => traceId !== newer);
  return items.length > limit ? items.slice(0, limit).reverse() : null;
}
