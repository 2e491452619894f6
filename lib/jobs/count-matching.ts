import { pool, type Queryable } from "../db";
import { idAfter } from "../ids";
import { type JobSelection, type MatchingDelivery, narrowRange, readMatching } from "./matching-deliveries";
import { type IdRange, readOnward } from "./read-onward";

export interface MatchCount {
  total: number;
  /** Deliveries that match but cannot be sent. */
  excluded: number;
  /** Missing deliveries that cannot be created, because retention has removed the data of their events. */
  withoutData: number;
  totalByWebhook: Map<string, number>;
  /** IDs of the oldest and the newest counted delivery; for missing deliveries, IDs of their events. */
  oldest: string | null;
  newest: string | null;
  /** IDs of the first and the last delivery, or event, that the job has to process. */
  first: string | null;
  last: string | null;
}

type Chunk = Awaited<ReturnType<typeof readOnward<MatchingDelivery>>>;

const chunkSize = 20_000;
export const countingDeadlineMs = 20_000;

export function makeEmptyCount(): MatchCount {
  const ids = { oldest: null, newest: null, first: null, last: null };
  return { total: 0, excluded: 0, withoutData: 0, totalByWebhook: new Map(), ...ids };
}

/**
 * Counts the deliveries that a job would work on, with IDs below `snapshot`. Returns null if counting takes longer than 20 s.
 */
export async function countMatching(
  selection: JobSelection,
  snapshot: string,
  db: Queryable = pool(),
): Promise<MatchCount | null> {
  const deadline = performance.now() + countingDeadlineMs;
  const count = makeEmptyCount();
  const { rows } = await db.query<{ id: string }>("SELECT id FROM deliveries ORDER BY id LIMIT 1");
  const range = narrowRange(selection.filter, { from: rows[0]?.id ?? snapshot, before: snapshot });
  const readPart = (part: IdRange, limit: number) => readMatching(db, selection, part, limit);
  for (let from: string | null = range.from; from !== null; ) {
    const { rows: found, next }: Chunk = await readOnward(
      { from, before: range.before },
      chunkSize,
      readPart,
    );
    for (const { id, webhookId, canSend } of found) {
      if (!canSend) {
        count.excluded += 1;
        continue;
      }
      count.total += 1;
      count.totalByWebhook.set(webhookId, (count.totalByWebhook.get(webhookId) ?? 0) + 1);
      count.oldest ??= id;
      count.newest = id;
    }
    from = next;
    if (from !== null && performance.now() > deadline) return null;
  }
  return { ...count, first: count.oldest, last: count.newest };
}

/** The range of IDs that a job with this count processes: from `cursor` (inclusive) to `beforeId` (exclusive). */
export function toJobRange({ first, last }: MatchCount): { cursor: string | null; beforeId: string | null } {
  return { cursor: first, beforeId: last && idAfter(last) };
}
