import { pool, type Queryable } from "../db";
import { OverBudget } from "../evaluation/over-budget";
import { loadCandidatesOf } from "../events/plan-events";
import type { TriggerCandidate } from "../webhooks/match";
import { countingDeadlineMs, type MatchCount, makeCount } from "./count-matching";
import { type JobSelection, namedWebhookIds, narrowRange } from "./matching-deliveries";
import { type ReadEvent, readEvents, takeMissing } from "./missing-deliveries";
import { planMissing, planSize } from "./plan-missing";
import { type IdRange, readOnward } from "./read-onward";

const chunkSize = 2_000;

/**
 * Counts the deliveries that are missing for the events with IDs below `snapshot`. They are planned for that, because conditions and
 * templates decide. `oldest` and `newest` are IDs of events. Null: that takes longer than 20 s.
 */
export async function countMissing(
  { filter, partnerId }: JobSelection,
  snapshot: string,
  db: Queryable = pool(),
): Promise<MatchCount | null> {
  const deadline = performance.now() + countingDeadlineMs;
  const count = makeCount();
  const candidates = await loadCandidatesOf(namedWebhookIds(filter) ?? [], db);
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
      const { taken, rest } = takeMissing(events, planSize);
      if (taken.length > 0 && !(await addPlan(count, taken, candidates, partnerId, db))) return null;
      events = rest;
    }
    from = chunk.next;
    if (from !== null && performance.now() > deadline) return null;
  }
  return count;
}

/** False: planning took too long. */
async function addPlan(
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
    // The walk looks at what cannot be created too, to list it.
    const lookedAt = [...deliveries, ...excluded].map(({ eventId }) => eventId).sort();
    count.first ??= lookedAt[0] ?? null;
    count.last = lookedAt.at(-1) ?? count.last;
    return true;
  } catch (error) {
    if (error instanceof OverBudget) return false;
    throw error;
  }
}
