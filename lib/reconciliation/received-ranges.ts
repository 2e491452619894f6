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

// An insert that always conflicts, and not an update with a join: it looks each row up in the index, also without statistics.
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
 * Raises the last number of each range to the highest one of all ranges that begin before it. Then a number is in the list if it is not
 * above the last number of the range that begins next below it (or with it), however the ranges overlap.
 */
export async function completeRanges(reconciliationId: string): Promise<void> {
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
