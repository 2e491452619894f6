import { pool, type Queryable } from "../db";
import { idAfter } from "../ids";
import { type JobSelection, type MatchingDelivery, narrowRange, readMatching } from "./matching-deliveries";
import { type IdRange, readOnward } from "./read-onward";

export interface MatchCount {
  total: number;
  /** Deliveries that match but cannot be sent. */
  excluded: number;
  /** Missing deliveries whose events have no data any more. */
  withoutData: number;
  totalByWebhook: Map<string, number>;
  /** The oldest and the newest delivery of `total`; of missing ones, their events. */
  oldest: string | null;
  newest: string | null;
  /** The first and the last that the job has to look at. */
  first: string | null;
  last: string | null;
}

type Chunk = Awaited<ReturnType<typeof readOnward<MatchingDelivery>>>;

const chunkSize = 20_000;
export const countingDeadlineMs = 20_000;

export function makeCount(): MatchCount {
  const ids = { oldest: null, newest: null, first: null, last: null };
  return { total: 0, excluded: 0, withoutData: 0, totalByWebhook: new Map(), ...ids };
}

/**
 * Counts what a job would work on: deliveries with IDs below `snapshot`. Null: that takes longer than 20 s.
 */
export async function countMatching(
  selection: JobSelection,
  snapshot: string,
  db: Queryable = pool(),
): Promise<MatchCount | null> {
  const deadline = performance.now() + countingDeadlineMs;
  const count = makeCount();
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

/** Where a job that was counted like this starts, and where it ends. */
export function toWalk({ first, last }: MatchCount): { cursor: string | null; beforeId: string | null } {
  return { cursor: first, beforeId: last && idAfter(last) };
}
