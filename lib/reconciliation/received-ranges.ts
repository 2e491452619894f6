import { pool } from "../db";
import { mergeRanges } from "./merge-ranges";
import type { NumberRange } from "./read-list";

const chunkSize = 10_000;

const insertSql = `
  INSERT INTO received_ranges (reconciliation_id, first, last)
  SELECT $1, * FROM unnest($2::bigint[], $3::bigint[])
  ON CONFLICT (reconciliation_id, first) DO UPDATE SET last = greatest(received_ranges.last, excluded.last)`;

/** Writes the ranges of a batch into received_ranges, merged. */
export async function writeRanges(reconciliationId: string, ranges: readonly NumberRange[]): Promise<void> {
  if (ranges.length === 0) return;
  const merged = mergeRanges(ranges);
  await pool().query(insertSql, [
    reconciliationId,
    merged.map(({ first }) => first),
    merged.map(({ last }) => last),
  ]);
}

// Not an UPDATE with a join, but an INSERT that always conflicts: it looks up each row in the index even if there are no statistics.
const completeSql = `
  WITH chunk AS MATERIALIZED (
    SELECT first, last FROM received_ranges WHERE reconciliation_id = $1 AND first > $2 ORDER BY first LIMIT ${chunkSize}
  ), completed AS MATERIALIZED (
    SELECT first, last, greatest(max(last) OVER (ORDER BY first), $3::bigint) AS highest FROM chunk
  ), updated AS (
    INSERT INTO received_ranges (reconciliation_id, first, last)
    SELECT $1, first, highest FROM completed WHERE highest > last
    ON CONFLICT (reconciliation_id, first) DO UPDATE SET last = excluded.last
  )
  SELECT count(*)::int AS ranges, max(first) AS first, max(highest) AS highest FROM completed`;

/**
 * Raises the last number of each range to the highest last number of all ranges that begin before it. Then a number is in the list if
 * the last range that begins at or below it contains it, however the ranges overlap.
 */
export async function extendRanges(reconciliationId: string): Promise<void> {
  for (let after = { first: "0", highest: "0" }; ; ) {
    const { rows } = await pool().query<{ ranges: number; first: string; highest: string }>(completeSql, [
      reconciliationId,
      after.first,
      after.highest,
    ]);
    const [chunk] = rows;
    if (!chunk || chunk.ranges < chunkSize) return;
    after = chunk;
  }
}
