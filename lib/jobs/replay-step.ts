import type { Queryable } from "../db";
import { OverBudget } from "../evaluation/over-budget";
import { loadCandidatesOf } from "../events/plan-events";
import { findObstacle } from "./check-webhooks";
import { createMissing, recordExclusions } from "./create-missing";
import { stopJob } from "./end-job";
import type { JobRow, StepWork } from "./job-step";
import { type ReadEvent, readEvents, takeMissing } from "./missing-deliveries";
import { type MissingPlan, planMissing, planSize } from "./plan-missing";
import { type IdRange, readOnward } from "./read-onward";

const chunkSize = 500;
const budgetMs = 200;

const webhookIdsSql =
  'SELECT webhook_id AS "webhookId" FROM job_webhooks WHERE job_id = $1 ORDER BY webhook_id';

/**
 * Creates the next missing deliveries of a job whose row is locked, at most `limit` of them (or those of one event), and lists what
 * cannot be created. Plans before it locks the webhooks, because planning may take seconds.
 * @returns null when the job was stopped, because planning takes too long
 */
export async function replayMissing(db: Queryable, job: JobRow, limit: number): Promise<StepWork | null> {
  const idle: StepWork = {
    cursor: job.cursor,
    paced: 0,
    released: 0,
    created: 0,
    requestedFor: [],
    openedFor: [],
  };
  if (job.cursor === null || limit <= 0) return idle;
  try {
    const { deliveries, excluded, cursor } = await planNext(db, job, job.cursor, limit);
    // The next step says why.
    if (await findObstacle(db, job, true)) return idle;
    const openedFor = await createMissing(db, job.id, deliveries);
    await recordExclusions(db, job.id, excluded);
    return { ...idle, cursor, paced: openedFor.length, created: openedFor.length, openedFor };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    await stopJob(db, job.id, "paused", "evaluation_too_slow");
    return null;
  }
}

/** Looks at events until enough is missing, or for 200 ms: where most conditions are false, many events make few deliveries. */
async function planNext(
  db: Queryable,
  { id, filter, partnerId, beforeId }: JobRow,
  from: string,
  limit: number,
): Promise<Pick<MissingPlan, "deliveries" | "excluded"> & { cursor: string | null }> {
  const startedAt = performance.now();
  const planned: Pick<MissingPlan, "deliveries" | "excluded"> = { deliveries: [], excluded: [] };
  const { rows } = await db.query<{ webhookId: string }>(webhookIdsSql, [id]);
  const candidates = await loadCandidatesOf(
    rows.map(({ webhookId }) => webhookId),
    db,
  );
  const read = (part: IdRange, most: number) => readEvents(db, filter, candidates, part, most);
  let next: string | null = from;
  let waiting: readonly ReadEvent[] = [];
  const isEnough = () => planned.deliveries.length >= limit || performance.now() - startedAt >= budgetMs;
  while (!isEnough() && (waiting.length > 0 || next !== null)) {
    if (waiting.length === 0 && next !== null)
      ({ rows: waiting, next } = await readOnward({ from: next, before: beforeId }, chunkSize, read));
    const { taken, rest } = takeMissing(waiting, Math.min(planSize, limit - planned.deliveries.length));
    waiting = rest;
    if (taken.length === 0) continue;
    const { deliveries, excluded } = await planMissing(db, partnerId, taken, candidates);
    planned.deliveries.push(...deliveries);
    planned.excluded.push(...excluded);
  }
  return { ...planned, cursor: waiting[0]?.id ?? next };
}
