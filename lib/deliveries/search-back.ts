import { currentTimeMs } from "../clock";
import { idFloor, idTime } from "../ids";

/** A part of the ledger, as bounds on ids: from this one on, up to but without that one. Null: no bound. */
export interface Stretch {
  from: string | null;
  before: string | null;
}

const firstMs = 3_600_000;
const budgetMs = 100;

/**
 * Reads newest first until it has `wanted` rows, stretch by stretch back in time: an hour, and four times as long after
 * each while that fits. Filters that each fit many rows may together fit none, and no index knows that; so it ends when
 * another stretch would go beyond 100 ms, whatever was found. What a page costs stays the same however long the ledger is.
 * @param before start below this id; null: at the newest.
 * @param since the time in ms before which there is nothing.
 * @returns the rows, and the id down to which was looked; null: to the end, or until there were enough.
 */
export async function searchBack<Row>(
  { before, since, wanted }: { before: string | null; since: number; wanted: number },
  read: (stretch: Stretch, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; searchedBackTo: string | null }> {
  const began = performance.now();
  const rows: Row[] = [];
  let upTo = before;
  let time = Math.min(currentTimeMs(), before === null ? Number.POSITIVE_INFINITY : idTime(before));
  for (let length = firstMs; ; ) {
    const asked = performance.now();
    time -= length;
    const from = time <= since ? null : idFloor(new Date(time));
    rows.push(...(await read({ from, before: upTo }, wanted - rows.length)));
    if (from === null || rows.length >= wanted) return { rows, searchedBackTo: null };
    const done = performance.now();
    const tookMs = done - asked;
    const leftMs = budgetMs - (done - began);
    if (tookMs > leftMs) return { rows, searchedBackTo: from };
    if (tookMs * 4 < leftMs) length *= 4;
    upTo = from;
  }
}
