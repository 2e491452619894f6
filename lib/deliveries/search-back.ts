import { currentTimeMs } from "../clock";
import { buildIdFloor, readIdTime } from "../ids";

/** A range of ids: `from` inclusive, `before` exclusive. Null: no bound. */
export interface IdRange {
  from: string | null;
  before: string | null;
}

const firstRangeMs = 3_600_000;
const budgetMs = 100;

/**
 * Searches newest first, range by range back in time, until it has `wantedCount` rows: an hour, then four times as long each
 * time while that fits the budget. Filters that each match many rows may together match none, and no index knows that; so
 * it stops when another range would exceed 100 ms. A page costs the same however long the ledger is.
 * @param before search below this id; null: from the newest.
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
