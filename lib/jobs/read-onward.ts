import { buildIdFloor, idAfter, readIdTime } from "../ids";

/** A range of IDs: `from` inclusive, `before` exclusive. */
export interface IdRange {
  from: string;
  before: string;
}

const firstRangeMs = 3_600_000;

/**
 * Reads rows in the order of their IDs, range by range: an hour, then four times as long each time while that is quick. Filters
 * that each match many rows may together match none, so it stops after `budgetMs` with what it has.
 * @param read the first `limit` rows of a range
 * @returns the rows, and the ID from which to read on; null: the range was read to its end.
 */
export async function readOnward<Row extends { id: string }>(
  range: IdRange,
  limit: number,
  read: (range: IdRange, limit: number) => Promise<Row[]>,
  budgetMs = 200,
): Promise<{ rows: Row[]; next: string | null }> {
  const startedAt = performance.now();
  const rows: Row[] = [];
  let { from } = range;
  for (let length = firstRangeMs; ; ) {
    if (from >= range.before) return { rows, next: null };
    const queriedAt = performance.now();
    const end = buildIdFloor(new Date(readIdTime(from) + length));
    const isLast = end >= range.before;
    const before = isLast ? range.before : end;
    rows.push(...(await read({ from, before }, limit - rows.length)));
    const last = rows.at(-1);
    from = rows.length >= limit && last ? idAfter(last.id) : before;
    const finishedAt = performance.now();
    if (rows.length >= limit || finishedAt - startedAt > budgetMs)
      return { rows, next: from < range.before ? from : null };
    if ((finishedAt - queriedAt) * 4 < budgetMs) length *= 4;
  }
}
