import { pool } from "../db";
import { idAfter } from "../ids";
import { maxExamples } from "./receive-list";
import type { LineExample } from "./schema";

/** The deliveries of a webhook that are compared, with IDs from `from` (inclusive) to `before` (exclusive). */
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
  /** How many trace IDs of the list belong to a delivery in the range. */
  knownTraceIds: number;
}

const countNames = ["deliveries", "missing", "unsent", "discarded", "knownTraceIds"] as const;

/** The most deliveries that a list may lack. If it lacks more, it is probably the wrong list, and the items would fill the database. */
export const maxItems = 1_000_000;
const chunkSize = 10_000;
const firstId = "00000000-0000-0000-0000-000000000000";

// Subqueries and not joins, so that each delivery is looked up in the indexes of the list: Postgres has no statistics of the list and
// could read all of it for each chunk. For a number, only the last range that begins at or below it is checked (see extendRanges).
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
 * Finds the deliveries of a range that the list lacks: those whose trace ID is not in received_trace_ids and whose sequence number is in
 * none of received_ranges. Writes them into reconciliation_items and counts them.
 * @returns null if the list lacks more than a million deliveries
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

/** The trace IDs of the list that belong to no delivery in the range. */
export interface UnmatchedTraceIds {
  unknown: number;
  outsideWindow: number;
  examples: LineExample[];
}

// OFFSET 0 makes Postgres look up each delivery on its own, in the partition of its ID.
const lookUpSql = `
  SELECT r.trace_id AS id, r.line, d.id IS NOT NULL AS known
  FROM (SELECT trace_id, line FROM received_trace_ids WHERE reconciliation_id = $1 AND trace_id > $2
        ORDER BY trace_id LIMIT ${chunkSize}) r
  LEFT JOIN LATERAL (SELECT id FROM deliveries WHERE id = r.trace_id AND webhook_id = $3 OFFSET 0) d ON true
  ORDER BY r.trace_id`;

/** Looks up each trace ID of the list. The trace ID of another webhook's delivery counts as unknown. */
export async function countUnmatchedTraceIds(range: ComparedRange): Promise<UnmatchedTraceIds> {
  const unmatched: UnmatchedTraceIds = { unknown: 0, outsideWindow: 0, examples: [] };
  for (let after = firstId; ; ) {
    const { rows } = await pool().query<{ id: string; line: number; known: boolean }>(lookUpSql, [
      range.reconciliationId,
      after,
      range.webhookId,
    ]);
    const unknown = rows.filter(({ known }) => !known);
    unmatched.unknown += unknown.length;
    unmatched.outsideWindow += rows.filter(
      ({ known, id }) => known && (id < range.from || id >= range.before),
    ).length;
    unmatched.examples = [
      ...unmatched.examples,
      ...unknown.map(({ id, line }) => ({ line, problem: "unknown" as const, text: id })),
    ]
      .sort((one, other) => one.line - other.line)
      .slice(0, maxExamples);
    const last = rows.at(-1);
    if (!last || rows.length < chunkSize) return unmatched;
    after = last.id;
  }
}
