import { currentTime } from "../clock";
import { pool } from "../db";
import { isInOpenStateSql, notSimulatedOpenSql, openStateSql, stillOpenSql } from "../deliveries/open-state";
import { buildIdFloor } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import {
  type CountedState,
  countedStates,
  type HealthRange,
  type OverviewRange,
  type Period,
} from "./schema";

const hourMs = 3_600_000;
const periodsByRange: Record<HealthRange, { ms: number; count: number }> = {
  "24h": { ms: hourMs, count: 24 },
  "7d": { ms: 6 * hourMs, count: 28 },
  "30d": { ms: 24 * hourMs, count: 30 },
};

/** Lists the bounds of the periods, at full hours in UTC: the start of each period, and the end of the last, which is the current one. */
export function listPeriodBounds(range: HealthRange, now: Date): Date[] {
  const { ms, count } = periodsByRange[range];
  const end = (Math.floor(now.getTime() / ms) + 1) * ms;
  return Array.from({ length: count + 1 }, (_, index) => new Date(end - (count - index) * ms));
}

// Nearly all deliveries succeed, so succeeded ones are counted as the total minus the others. The total comes from the primary key
// alone. The others are few: those with open rows, and those in the index on (unsuccessful_state, id).
const createdCountSql = `
  SELECT b.n::int AS n, (SELECT count(*)::int FROM deliveries
                         WHERE id >= b.from_id AND id < b.to_id AND partner) AS count
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS b (from_id, to_id, n)`;
const notSucceededCountSql = `
  SELECT width_bucket(id, $1::uuid[])::int AS n, state, count(*)::int AS count FROM (
    SELECT id, unsuccessful_state::text AS state, partner_id FROM deliveries
    WHERE unsuccessful_state IS NOT NULL AND id >= $2 AND id < $3
    UNION ALL
    SELECT o.delivery_id, ${openStateSql}, w.partner_id FROM open_deliveries o JOIN webhooks w ON w.id = o.webhook_id
    WHERE ${stillOpenSql} AND o.delivery_id >= $2 AND o.delivery_id < $3
  ) others WHERE true AND partner GROUP BY 1, 2`;
const simulatedCountSql = `
  SELECT width_bucket(id, $1::uuid[])::int AS n, state, count(*)::int AS count FROM deliveries
  WHERE simulated AND id >= $2 AND id < $3 AND partner GROUP BY 1, 2`;

interface PeriodCount {
  n: number;
  state: CountedState;
  count: number;
}

/** Counts the deliveries created in each period by their current state, without simulated ones. Requires deliveries:read. */
export async function countByPeriod(
  scope: Scope,
  range: OverviewRange,
  now = currentTime(),
): Promise<Period[]> {
  requirePermission(scope, "deliveries:read");
  const bounds = listPeriodBounds(range, now);
  const ids = bounds.map(buildIdFloor);
  const starts = ids.slice(0, -1);
  const [createdCounts, others, simulatedCounts] = await Promise.all([
    queryWithinScope<{ n: number; count: number }>(scope, createdCountSql, [starts, ids.slice(1)]),
    queryWithinScope<PeriodCount>(scope, notSucceededCountSql, [starts, ids[0], ids.at(-1)]),
    queryWithinScope<PeriodCount>(scope, simulatedCountSql, [starts, ids[0], ids.at(-1)]),
  ]);
  return starts.map((_, index): Period => {
    const counts = Object.fromEntries(countedStates.map((name) => [name, 0])) as Record<CountedState, number>;
    counts.succeeded = createdCounts.find(({ n }) => n === index + 1)?.count ?? 0;
    for (const { state, count } of others.filter(({ n }) => n === index + 1)) {
      counts[state] = count;
      counts.succeeded -= count;
    }
    for (const { state, count } of simulatedCounts.filter(({ n }) => n === index + 1)) counts[state] -= count;
    // Deliveries can change state between the three queries, so a count could become negative.
    for (const state of countedStates) counts[state] = Math.max(0, counts[state]);
    const [from, to] = [bounds[index], bounds[index + 1]] as [Date, Date];
    return { from: from.toISOString(), to: to.toISOString(), counts };
  });
}

/** Runs a query after replacing "AND partner" in it with the condition that limits it to the partner of the scope. */
async function queryWithinScope<Row extends object>(
  scope: Scope,
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  const isLender = scope.partnerId === null;
  const scopedSql = sql.replaceAll(
    "AND partner",
    isLender ? "" : `AND partner_id = $${values.length + 1}::uuid`,
  );
  return (await pool().query<Row>(scopedSql, isLender ? values : [...values, scope.partnerId])).rows;
}

export interface OpenDeliveries {
  /** The number of deliveries that are due now or wait for a retry. */
  pending: number;
  /** The number of deliveries that are being sent now. */
  delivering: number;
  held: number;
  /** The delivery that has been waiting longest. */
  oldest: { traceId: string; state: "pending" | "held"; since: string } | null;
}

const openCountSql = `
  SELECT CASE WHEN ${isInOpenStateSql.delivering} THEN 'delivering' ELSE ${openStateSql} END AS state, count(*)::int AS count
  FROM open_deliveries o JOIN webhooks w ON w.id = o.webhook_id
  WHERE ${stillOpenSql} AND ${notSimulatedOpenSql} AND partner GROUP BY 1`;
const oldestOpenSql = `
  SELECT d.id AS "traceId", oldest.state, d.created_at AS since FROM (
    SELECT o.delivery_id, ${openStateSql} AS state FROM open_deliveries o JOIN webhooks w ON w.id = o.webhook_id
    WHERE ${stillOpenSql} AND ${notSimulatedOpenSql} AND partner ORDER BY o.delivery_id LIMIT 1
  ) oldest JOIN deliveries d ON d.id = oldest.delivery_id`;

/** Counts all deliveries of any age that are pending, being sent or held, without simulated ones. Requires deliveries:read. */
export async function countOpenDeliveries(scope: Scope): Promise<OpenDeliveries> {
  requirePermission(scope, "deliveries:read");
  const [open, [oldest]] = await Promise.all([
    queryWithinScope<{ state: keyof OpenDeliveries; count: number }>(scope, openCountSql, []),
    queryWithinScope<{ traceId: string; state: "pending" | "held"; since: Date }>(scope, oldestOpenSql, []),
  ]);
  const count = (name: keyof OpenDeliveries) => open.find(({ state }) => state === name)?.count ?? 0;
  return {
    pending: count("pending"),
    delivering: count("delivering"),
    held: count("held"),
    oldest: oldest ? { ...oldest, since: oldest.since.toISOString() } : null,
  };
}
