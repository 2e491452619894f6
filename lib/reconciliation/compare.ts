import { pool } from "../db";
import { idAfter } from "../ids";
import { maxExamples } from "./receive-list";
import type { LineExample } from "./schema";

/** A webhook's deliveries with IDs from `from`, before `before`. */
export interface ComparedRange {
  reconciliationId: string;
  webhookId: string;
  from: string;
  before: string;
}

export interface Comparison {
  deliveries: number;
  missing: number;
  unsent: number;
  discarded: number;
  /** Trace IDs of the list that are of a delivery in the range. */
  knownTraceIds: number;
}

const countNames = ["deliveries", "missing", "unsent", "discarded", "knownTraceIds"] as const;

/** More than that is not a list with gaps but another list, and would fill the database. */
export const maxItems = 1_000_000;
const chunkSize = 10_000;
const firstId = "00000000-0000-0000-0000-000000000000";

// Subqueries and not joins, so that each delivery is looked up in the indexes of the list: Postgres has no statistics of the list and
// could read all of it for each chunk. For a number, the range that begins next below it is enough (completeRanges).
const compareSql = `
  WITH chunk AS MATERIALIZED (
    SELECT id, state, sequence FROM deliveries WHERE webhook_id = $2 AND id >= $3 AND id < $4 ORDER BY id LIMIT ${chunkSize}
  ), compared AS MATERIALIZED (
    SELECT id, state, sequence,
           (SELECT true FROM received_trace_ids r WHERE r.reconciliation_id = $1 AND r.trace_id = c.id) AS "hasTraceId"
    FROM chunk c
  ), added AS (
    INSERT INTO reconciliation_items (reconciliation_id, kind, delivery_id)
    SELECT $1, CASE WHEN c.state IN ('succeeded', 'failed') THEN 'missing' WHEN c.state = 'discarded' THEN 'discarded' ELSE 'unsent' END, c.id
    FROM compared c
    WHERE "hasTraceId" IS NULL AND (
      SELECT r.last >= c.sequence FROM received_ranges r WHERE r.reconciliation_id = $1 AND r.first <= c.sequence
      ORDER BY r.first DESC LIMIT 1) IS NOT TRUE
    RETURNING kind
  )
  SELECT (SELECT count(*)::int FROM chunk) AS deliveries,
         (SELECT id FROM chunk ORDER BY id DESC LIMIT 1) AS last,
         (SELECT count("hasTraceId")::int FROM compared) AS "knownTraceIds",
         count(*) FILTER (WHERE kind = 'missing')::int AS missing,
         count(*) FILTER (WHERE kind = 'unsent')::int AS unsent,
         count(*) FILTER (WHERE kind = 'discarded')::int AS discarded
  FROM added`;

/**
 * Writes the deliveries of a range into reconciliation_items whose trace ID is not in received_trace_ids and whose sequence number is in
 * none of received_ranges, and counts them.
 * @returns null: more than a million are not there
 */
export async function compareDeliveries(range: ComparedRange): Promise<Comparison | null> {
  const counts: Comparison = { deliveries: 0, missing: 0, unsent: 0, discarded: 0, knownTraceIds: 0 };
  for (let { from } = range; ; ) {
    const { rows } = await pool().query<Comparison & { last: string | null }>(compareSql, [
      range.reconciliationId,
      range.webhookId,
      from,
      range.before,
    ]);
    const { last = null, ...found } = rows[0] ?? { ...counts, last: null };
    for (const name of countNames) counts[name] += found[name];
    if (counts.missing + counts.unsent + counts.discarded > maxItems) return null;
    if (last === null || found.deliveries < chunkSize) return counts;
    from = idAfter(last);
  }
}

/** Trace IDs of the list that are of no delivery in the range. */
export interface Strangers {
  unknown: number;
  outsideWindow: number;
  examples: LineExample[];
}

// Row by row (OFFSET 0), each from the partition of its ID.
const lookUpSql = `
  SELECT r.trace_id AS id, r.line, d.id IS NOT NULL AS known
  FROM (SELECT trace_id, line FROM received_trace_ids WHERE reconciliation_id = $1 AND trace_id > $2
        ORDER BY trace_id LIMIT ${chunkSize}) r
  LEFT JOIN LATERAL (SELECT id FROM deliveries WHERE id = r.trace_id AND webhook_id = $3 OFFSET 0) d ON true
  ORDER BY r.trace_id`;

/** Looks up each trace ID of the list. One of another webhook is as unknown as one that does not exist. */
export async function countStrangers(range: ComparedRange): Promise<Strangers> {
  const strangers: Strangers = { unknown: 0, outsideWindow: 0, examples: [] };
  for (let after = firstId; ; ) {
    const { rows } = await pool().query<{ id: string; line: number; known: boolean }>(lookUpSql, [
      range.reconciliationId,
      after,
      range.webhookId,
    ]);
    const unknown = rows.filter(({ known }) => !known);
    strangers.unknown += unknown.length;
    strangers.outsideWindow += rows.filter(
      ({ known, id }) => known && (id < range.from || id >= range.before),
    ).length;
    strangers.examples = [
      ...strangers.examples,
      ...unknown.map(({ id, line }) => ({ line, problem: "unknown" as const, text: id })),
    ]
      .sort((one, other) => one.line - other.line)
      .slice(0, maxExamples);
    const last = rows.at(-1);
    if (!last || rows.length < chunkSize) return strangers;
    after = last.id;
  }
}
