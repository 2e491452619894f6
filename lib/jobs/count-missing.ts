import { pool, type Queryable } from "../db";
import { OverBudget } from "../evaluation/over-budget";
import { loadTriggerCandidatesOf } from "../events/plan-events";
import type { TriggerCandidate } from "../webhooks/match";
import { countingDeadlineMs, type MatchCount, makeEmptyCount } from "./count-matching";
import { type JobSelection, listNamedWebhookIds, narrowRange } from "./matching-deliveries";
import { type ReadEvent, readEvents, takeMissingBatch } from "./missing-deliveries";
import { maxDeliveriesPerPlan, planMissing } from "./plan-missing";
import { type IdRange, readOnward } from "./read-onward";

const chunkSize = 2_000;

/**
 * Counts the missing deliveries of the events with IDs below `snapshot`. To count them, it plans them, because conditions and templates
 * decide which are missing. Returns null if that takes longer than 20 s.
 */
export async function countMissing(
  { filter, partnerId }: JobSelection,
  snapshot: string,
  db: Queryable = pool(),
): Promise<MatchCount | null> {
  const deadline = performance.now() + countingDeadlineMs;
  const count = makeEmptyCount();
  const candidates = await loadTriggerCandidatesOf(listNamedWebhookIds(filter) ?? [], db);
  const { rows } = await db.query<{ id: string }>("SELECT id FROM events ORDER BY id LIMIT 1");
  const range = narrowRange(filter, { from: rows[0]?.id ?? snapshot, before: snapshot });
  const read = (part: IdRange, limit: number) => readEvents(db, filter, candidates, part, limit);
  for (let from: string | null = range.from; from !== null; ) {
    const chunk: { rows: ReadEvent[]; next: string | null } = await readOnward(
      { from, before: range.before },
      chunkSize,
      read,
    );
    for (let events: readonly ReadEvent[] = chunk.rows; events.length > 0; ) {
      if (performance.now() > deadline) return null;
      const { batch, rest } = takeMissingBatch(events, maxDeliveriesPerPlan);
      if (batch.length > 0 && !(await planAndCount(count, batch, candidates, partnerId, db))) return null;
      events = rest;
    }
    from = chunk.next;
    if (from !== null && performance.now() > deadline) return null;
  }
  return count;
}

/** Plans the missing deliveries of these events and adds them to the count. Returns false if planning takes too long. */
async function planAndCount(
  count: MatchCount,
  events: ReadEvent[],
  candidates: TriggerCandidate[],
  partnerId: string | null,
  db: Queryable,
): Promise<boolean> {
  try {
    const { deliveries, excluded, withoutData } = await planMissing(db, partnerId, events, candidates);
    for (const { eventId, webhookId } of deliveries) {
      count.total += 1;
      count.totalByWebhook.set(webhookId, (count.totalByWebhook.get(webhookId) ?? 0) + 1);
      count.oldest ??= eventId;
      count.newest = eventId;
    }
    count.excluded += excluded.length;
    count.withoutData += withoutData;
    // The job also processes deliveries that cannot be created, to list them.
    const eventIds = [...deliveries, ...excluded].map(({ eventId }) => eventId).sort();
    count.first ??= eventIds[0] ?? null;
    count.last = eventIds.at(-1) ?? count.last;
    return true;
  } catch (error) {
    if (error instanceof OverBudget) return false;
    throw error;
  }
}
