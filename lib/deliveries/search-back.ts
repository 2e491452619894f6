import { currentTimeMs } from "../clock";
import { buildIdFloor, readIdTime } from "../ids";

/** A range of IDs: `from` inclusive, `before` exclusive. Null: no bound. */
export interface IdRange {
  from: string | null;
  before: string | null;
}

const firstRangeMs = 3_600_000;
const budgetMs = 100;

/**
 * Searches back in time, range by range, until it has `wantedCount` rows. The first range is an hour; each next range is four times as long
 * if that fits the time budget. Filters that each match many rows may match none together, and no index can tell; so the search stops when
 * another range would exceed the budget of 100 ms. A page therefore costs the same however large the ledger is.
 * @param before search below this ID; null: from the newest.
 * @param since the time in ms before which there are no rows.
 * @returns the rows, and the ID down to which it searched; null: it searched to the end, or found enough rows.
 */
export async function searchBack<Row>(
  { before, since, wantedCount }: { before: string | null; since: number; wantedCount: number },
  read: (range: IdRange, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; searchedBackTo: string | null }> {
  const startedAt = performance.now();
  const rows: Row[] = [];
  let upTo = before;
  let time = Math.min(currentTimeMs(), before === null ? Number.POSITIVE_INFINITY : readIdTime(before));
  for (let length = firstRangeMs; ; ) {
    const queriedAt = performance.now();
    time -= length;
    const from = time <= since ? null : buildIdFloor(new Date(time));
    rows.push(...(await read({ from, before: upTo }, wantedCount - rows.length)));
    if (from === null || rows.length >= wantedCount) return { rows, searchedBackTo: null };
    const finishedAt = performance.now();
    const tookMs = finishedAt - queriedAt;
    const leftMs = budgetMs - (finishedAt - startedAt);
    if (tookMs > leftMs) return { rows, searchedBackTo: from };
    if (tookMs * 4 < leftMs) length *= 4;
    upTo = from;
  }
}
