import { pool } from "../db";
import { type ResponseTimes, responseTimeColumnsSql } from "./response-times";

/** Response times of the requests of the measured deliveries, and how many of these deliveries succeeded, or failed at least once. */
export interface MeasuredTimes extends ResponseTimes {
  delivered: number;
  failing: number;
}

export interface MeasuredByPeriod {
  /** By number of the period, the first is 1. */
  periods: Map<number, MeasuredTimes>;
  eventTypes: (MeasuredTimes & { eventType: string; title: string })[];
  total: MeasuredTimes;
}

/** The deliveries of each period that are measured, the newest first: at most 6,000 in 30 periods. */
export const measuredPerPeriod = 200;

// Each delivery's attempts are read by index from the delivery's own partition: OFFSET 0 keeps Postgres from turning this into a join that
// reads all attempts.
const measureSql = `
  WITH measured AS MATERIALIZED (
    SELECT b.n::int AS n, d.* FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS b (from_id, to_id, n)
    CROSS JOIN LATERAL (
      SELECT id, event_type, state = 'succeeded' AS delivered, state = 'failed' OR (state = 'pending' AND failure_count > 0) AS failing
      FROM deliveries WHERE webhook_id = $3 AND id >= b.from_id AND id < b.to_id AND NOT simulated
      ORDER BY id DESC LIMIT ${measuredPerPeriod}) d
  ), requests AS (
    SELECT n, event_type, NULL::boolean AS delivered, NULL::boolean AS failing, a.duration_ms FROM measured
    CROSS JOIN LATERAL (SELECT duration_ms FROM attempts WHERE delivery_id = measured.id OFFSET 0) a
    UNION ALL SELECT n, event_type, delivered, failing, NULL FROM measured
  )
  SELECT m.n, m.event_type AS "eventType", t.title, m.delivered, m.failing, m.requests, m.p50, m.p95 FROM (
    SELECT n, event_type, count(*) FILTER (WHERE delivered)::int AS delivered, count(*) FILTER (WHERE failing)::int AS failing,
           ${responseTimeColumnsSql}
    FROM requests GROUP BY GROUPING SETS ((n), (event_type), ())
  ) m LEFT JOIN event_types t ON t.name = m.event_type ORDER BY m.delivered + m.failing DESC, m.event_type`;

type Row = MeasuredTimes & { n: number | null; eventType: string | null; title: string | null };

/**
 * Measures the newest 200 deliveries of each period of a webhook: response times and outcomes, by period, by event type and in all.
 * @param starts the smallest ID of each period, and `ends` the first ID after it
 */
export async function measureByPeriod(
  webhookId: string,
  starts: readonly string[],
  ends: readonly string[],
): Promise<MeasuredByPeriod> {
  const { rows } = await pool().query<Row>(measureSql, [starts, ends, webhookId]);
  const measured: MeasuredByPeriod = {
    periods: new Map(),
    eventTypes: [],
    total: { requests: 0, p50: null, p95: null, delivered: 0, failing: 0 },
  };
  for (const { n, eventType, title, requests, p50, p95, delivered, failing } of rows) {
    const times = { requests, p50, p95, delivered, failing };
    if (n !== null) measured.periods.set(n, times);
    else if (eventType !== null) measured.eventTypes.push({ ...times, eventType, title: title ?? eventType });
    else measured.total = times;
  }
  return measured;
}
