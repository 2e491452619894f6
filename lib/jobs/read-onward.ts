import { buildIdFloor, idAfter, readIdTime } from "../ids";

/** A range of IDs: `from` inclusive, `before` exclusive. */
export interface IdRange {
  from: string;
  before: string;
}

const firstStepMs = 3_600_000;

/**
 * Reads rows in the order of their IDs, in steps of an hour at first, each four times as long as the one before while queries are
 * fast. Filters that each match many rows may together match none, so it stops after `budgetMs` and returns the rows read so far.
 * @param read reads the first `limit` rows of a range
 * @returns the rows, and the ID from which to continue; null if the range was read to its end
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
  for (let length = firstStepMs; ; ) {
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
