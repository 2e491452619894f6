import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { notSimulatedOpenSql } from "../deliveries/open-state";
import { buildIdFloor } from "../ids";
import { Forbidden, requirePermission, type Scope } from "../scope/scope";
import { notSimulatedSql, responseTimeColumnsSql } from "./response-times";

const metricsSql = `
  WITH recent AS (SELECT outcome, duration_ms FROM attempts WHERE id >= $1 AND ${notSimulatedSql}),
    times AS (SELECT ${responseTimeColumnsSql} FROM recent)
  SELECT
    (SELECT count(*) FROM open_deliveries o WHERE due_at < 'infinity' AND ${notSimulatedOpenSql})::float8 AS pending,
    (SELECT count(*) FROM open_deliveries o WHERE due_at IS NULL AND ${notSimulatedOpenSql})::float8 AS held,
    ((SELECT count(*) FROM deliveries WHERE unsuccessful_state = 'failed')
     - (SELECT count(*) FROM deliveries WHERE simulated AND unsuccessful_state = 'failed'))::float8 AS failed,
    (SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0) FROM open_deliveries WHERE due_at < now())::float8 AS overdue,
    (SELECT count(*) FROM webhooks WHERE state = 'enabled' AND deleted_at IS NULL)::float8 AS enabled,
    (SELECT count(*) FROM webhooks WHERE state = 'paused' AND deleted_at IS NULL)::float8 AS paused,
    (SELECT count(*) FROM webhooks WHERE state = 'disabled' AND deleted_at IS NULL)::float8 AS disabled,
    (SELECT count(*) FROM recent WHERE outcome = 'succeeded')::float8 AS succeeded5,
    (SELECT count(*) FROM recent WHERE outcome = 'failed')::float8 AS failed5,
    (SELECT p50 FROM times)::float8 AS p50,
    (SELECT p95 FROM times)::float8 AS p95,
    (SELECT count(*) FROM (SELECT 1 FROM engine_runs LIMIT 100000) waiting)::float8 AS signals`;

/**
 * Renders the state of the whole installation in Prometheus' text format 0.0.4. Response times are calculated as in the portal's
 * overview, but over five minutes; without requests they are 0. Simulated deliveries are not counted, except in the age of the oldest
 * overdue delivery, which shows whether workers keep up. Requires metrics:read. Available only to the lender, because the deliveries
 * of all partners are counted.
 */
export async function renderMetrics(scope: Scope): Promise<string> {
  requirePermission(scope, "metrics:read");
  if (scope.partnerId !== null) throw new Forbidden("metrics:read");
  const { rows } = await pool().query<Record<string, number | null>>(metricsSql, [
    buildIdFloor(new Date(currentTimeMs() - 300_000)),
  ]);
  const figures = rows[0] ?? {};
  const formatGauge = (
    name: string,
    help: string,
    values: [labels: string, value: number | null | undefined][],
  ) => [
    `# HELP hookledger_${name} ${help}`,
    `# TYPE hookledger_${name} gauge`,
    ...values.map(([labels, value]) => `hookledger_${name}${labels} ${value ?? 0}`),
  ];
  return [
    ...formatGauge("deliveries", "Deliveries that are pending, held or failed, by state.", [
      ['{state="pending"}', figures.pending],
      ['{state="held"}', figures.held],
      ['{state="failed"}', figures.failed],
    ]),
    ...formatGauge("oldest_overdue_seconds", "Seconds since the oldest overdue delivery became due.", [
      ["", figures.overdue],
    ]),
    ...formatGauge("webhooks", "Webhooks by state.", [
      ['{state="enabled"}', figures.enabled],
      ['{state="paused"}', figures.paused],
      ['{state="disabled"}', figures.disabled],
    ]),
    ...formatGauge("attempts_5m", "Attempts in the last five minutes, by outcome.", [
      ['{outcome="succeeded"}', figures.succeeded5],
      ['{outcome="failed"}', figures.failed5],
    ]),
    ...formatGauge(
      "attempt_duration_ms_5m",
      "Response times of receivers in the last five minutes, in milliseconds.",
      [
        ['{quantile="0.5"}', figures.p50],
        ['{quantile="0.95"}', figures.p95],
      ],
    ),
    ...formatGauge("engine_signals", "Signals waiting in the embedded engine, counted up to 100000.", [
      ["", figures.signals],
    ]),
    "",
  ].join("\n");
}
