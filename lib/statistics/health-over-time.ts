import { currentTime } from "../clock";
import { pool } from "../db";
import { notSimulatedOpenSql, openStateSql, stillOpenSql } from "../deliveries/open-state";
import { buildIdFloor, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { type MeasuredTimes, measureByPeriod } from "./measure-by-period";
import { listPeriodBounds } from "./overview";
import {
  type CountedState,
  countedStates,
  type HealthRange,
  type Period,
  type ResponseTimePeriod,
} from "./schema";

/** Why deliveries of a webhook failed permanently. */
export interface CauseCount {
  /** The code of the last failure (lib/reasons). */
  code: string;
  responseCode: number | null;
  count: number;
}

export interface EventTypeHealth extends MeasuredTimes {
  eventType: string;
  title: string;
  /** Deliveries that failed permanently, of all in the range. */
  failed: number;
}

export interface HealthOverTime {
  periods: Period[];
  responseTimes: ResponseTimePeriod[];
  /** Of all measured deliveries of the range. */
  total: MeasuredTimes;
  /** The most frequent first. */
  causes: CauseCount[];
  /** Those with the most measured deliveries first. */
  eventTypes: EventTypeHealth[];
  /** Whether a period had more deliveries than are counted, so that its delivered ones are more than shown. */
  countsAreLimited: boolean;
  /** Whether there were more failed, discarded or open deliveries than are read, so that earlier ones count as delivered. */
  othersAreLimited: boolean;
}

/** The most deliveries that are counted in each period; a count costs less than 5 ms. */
export const maxCountedDeliveries = 20_000;
/** The most failed, discarded and open deliveries that are read, the newest of each. */
export const maxReadDeliveries = 50_000;

// Nearly all deliveries succeed, so succeeded ones are counted as the total minus the others. The total comes from the index on
// (webhook_id, id) alone. Failed and discarded ones are read along their small index on (webhook_id, id), each state by itself, so that
// the limit applies to the newest; MATERIALIZED keeps Postgres from reading all deliveries of the webhook instead.
const createdSql = `
  SELECT b.n::int AS n, (SELECT count(*)::int FROM (
    SELECT FROM deliveries WHERE webhook_id = $3 AND id >= b.from_id AND id < b.to_id LIMIT ${maxCountedDeliveries}) c) AS count
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS b (from_id, to_id, n)`;
const buildUnsuccessfulSql = (state: "failed" | "discarded") => `
  (SELECT id, webhook_id, event_type, unsuccessful_state::text AS state, state_reason, last_response_code, simulated FROM deliveries
   WHERE webhook_id = $4 AND unsuccessful_state = '${state}' AND id >= $2 AND id < $3 ORDER BY id DESC LIMIT $5)`;
const othersSql = `
  WITH unsuccessful AS MATERIALIZED (${buildUnsuccessfulSql("failed")} UNION ALL ${buildUnsuccessfulSql("discarded")}),
  open AS MATERIALIZED (
    SELECT o.delivery_id, ${openStateSql} AS state FROM open_deliveries o
    WHERE o.webhook_id = $4 AND ${stillOpenSql} AND o.delivery_id >= $2 AND o.delivery_id < $3
      AND ${notSimulatedOpenSql}
    ORDER BY o.delivery_id DESC LIMIT $5
  )
  SELECT width_bucket(id, $1::uuid[])::int AS n, state, event_type AS "eventType", state_reason AS code,
         last_response_code AS "responseCode", count(*)::int AS count
  FROM unsuccessful WHERE NOT simulated GROUP BY 1, 2, 3, 4, 5
  UNION ALL
  SELECT width_bucket(delivery_id, $1::uuid[])::int, state, NULL, NULL, NULL, count(*)::int FROM open GROUP BY 1, 2
  UNION ALL
  SELECT width_bucket(id, $1::uuid[])::int, 'simulated', NULL, NULL, NULL, count(*)::int FROM deliveries
  WHERE simulated AND webhook_id = $4 AND id >= $2 AND id < $3 GROUP BY 1
  UNION ALL
  SELECT 0, 'limited', NULL, NULL, NULL, count(*)::int
  FROM (SELECT FROM unsuccessful GROUP BY state HAVING count(*) = $5 UNION ALL SELECT FROM open HAVING count(*) = $5) limited`;

interface OtherRow {
  n: number;
  /** "limited": how many of the kinds of deliveries were not read completely. */
  state: CountedState | "simulated" | "limited";
  eventType: string | null;
  code: string | null;
  responseCode: number | null;
  count: number;
}

/**
 * Measures the health of a webhook over a range of time: outcomes and response times by period, causes of permanent failures, and event
 * types. Simulated deliveries are not counted. The cost is limited, however many deliveries there are: each period counts at most 20,000
 * deliveries and measures its newest 200. Null if the webhook does not exist or the scope cannot see it. Requires deliveries:read.
 */
export async function measureHealth(
  scope: Scope,
  typedId: string,
  range: HealthRange,
  now = currentTime(),
  maxRead = maxReadDeliveries,
): Promise<HealthOverTime | null> {
  requirePermission(scope, "deliveries:read");
  const webhookId = parseId(typedId);
  if (webhookId === null || !(await canSeeWebhook(scope, webhookId))) return null;
  const bounds = listPeriodBounds(range, now);
  const ids = bounds.map(buildIdFloor);
  const [starts, ends] = [ids.slice(0, -1), ids.slice(1)];
  const [created, others, measured] = await Promise.all([
    pool().query<{ n: number; count: number }>(createdSql, [starts, ends, webhookId]),
    pool().query<OtherRow>(othersSql, [starts, ids[0], ids.at(-1), webhookId, maxRead]),
    measureByPeriod(webhookId, starts, ends),
  ]);
  const spans = starts.map((_, index) => ({
    from: (bounds[index] as Date).toISOString(),
    to: (bounds[index + 1] as Date).toISOString(),
  }));
  const failed = others.rows.filter(({ state }) => state === "failed");
  return {
    periods: spans.map((span, index) => ({
      ...span,
      counts: countStates(
        created.rows.find(({ n }) => n === index + 1)?.count ?? 0,
        others.rows.filter(({ n }) => n === index + 1),
      ),
    })),
    responseTimes: spans.map((span, index) => {
      const times = measured.periods.get(index + 1);
      return { ...span, p50: times?.p50 ?? null, p95: times?.p95 ?? null };
    }),
    total: measured.total,
    causes: sumCauses(failed),
    eventTypes: [...measured.eventTypes, ...(await listUnmeasured(failed, measured.eventTypes))].map(
      (type) => ({
        ...type,
        failed: sumCounts(failed.filter(({ eventType }) => eventType === type.eventType)),
      }),
    ),
    countsAreLimited: created.rows.some(({ count }) => count === maxCountedDeliveries),
    othersAreLimited: others.rows.some(({ state, count }) => state === "limited" && count > 0),
  };
}

/** The event types of failed deliveries none of which is among the measured ones. */
async function listUnmeasured(failed: readonly OtherRow[], measured: readonly { eventType: string }[]) {
  const known = new Set(measured.map(({ eventType }) => eventType));
  const names = [...new Set(failed.map(({ eventType }) => eventType))].filter(
    (name) => name && !known.has(name),
  );
  if (names.length === 0) return [];
  const { rows } = await pool().query<{ eventType: string; title: string }>(
    `SELECT n.name AS "eventType", coalesce(t.title, n.name) AS title
     FROM unnest($1::text[]) AS n (name) LEFT JOIN event_types t ON t.name = n.name ORDER BY n.name`,
    [names],
  );
  return rows.map((row) => ({ ...row, requests: 0, p50: null, p95: null, delivered: 0, failing: 0 }));
}

async function canSeeWebhook(scope: Scope, webhookId: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    "SELECT FROM webhooks WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)",
    [webhookId, scope.partnerId],
  );
  return rowCount === 1;
}

const sumCounts = (rows: readonly { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);

function countStates(created: number, others: readonly OtherRow[]): Record<CountedState, number> {
  const counts = Object.fromEntries(
    countedStates.map((name) => [name, sumCounts(others.filter(({ state }) => state === name))]),
  ) as Record<CountedState, number>;
  // Deliveries can change state between the queries, and a limited count can be smaller than the others.
  counts.succeeded = Math.max(0, created - sumCounts(others));
  return counts;
}

function sumCauses(failed: readonly OtherRow[]): CauseCount[] {
  const causes = new Map<string, CauseCount>();
  for (const { code, responseCode, count } of failed) {
    const key = `${code} ${responseCode}`;
    const cause = causes.get(key) ?? { code: code ?? "unknown", responseCode, count: 0 };
    causes.set(key, { ...cause, count: cause.count + count });
  }
  return [...causes.values()].toSorted((a, b) => b.count - a.count);
}
