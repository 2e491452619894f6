import type { Queryable } from "../db";
import { OverBudget } from "../evaluation/over-budget";
import { loadTriggerCandidatesOf } from "../events/plan-events";
import { findObstacle } from "./check-webhooks";
import { createMissing, recordExclusions } from "./create-missing";
import { stopJob } from "./end-job";
import type { JobRow, StepWork } from "./job-step";
import { type ReadEvent, readEvents, takeMissingBatch } from "./missing-deliveries";
import { type MissingDeliveriesPlan, maxDeliveriesPerPlan, planMissing } from "./plan-missing";
import { type IdRange, readOnward } from "./read-onward";

const chunkSize = 500;
const budgetMs = 200;

const webhookIdsSql =
  'SELECT webhook_id AS "webhookId" FROM job_webhooks WHERE job_id = $1 ORDER BY webhook_id';

/**
 * Creates the next missing deliveries of a job whose row is locked, at most `limit` (or those of one event), and records those that
 * cannot be created. It plans them before it locks the webhooks, because planning may take seconds.
 * @returns null if the job was paused because planning takes too long
 */
export async function replayMissing(db: Queryable, job: JobRow, limit: number): Promise<StepWork | null> {
  const noWork: StepWork = {
    cursor: job.cursor,
    paced: 0,
    released: 0,
    created: 0,
    requestedFor: [],
    openedFor: [],
  };
  if (job.cursor === null || limit <= 0) return noWork;
  try {
    const { deliveries, excluded, cursor } = await planNext(db, job, job.cursor, limit);
    // The next step finds the same obstacle, and stops the job with that reason.
    if (await findObstacle(db, job, true)) return noWork;
    const openedFor = await createMissing(db, job.id, deliveries);
    await recordExclusions(db, job.id, excluded);
    return { ...noWork, cursor, paced: openedFor.length, created: openedFor.length, openedFor };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    await stopJob(db, job.id, "paused", "evaluation_too_slow");
    return null;
  }
}

/** Plans events until there are `limit` deliveries or 200 ms have passed: if most conditions are false, many events give few deliveries. */
async function planNext(
  db: Queryable,
  { id, filter, partnerId, beforeId }: JobRow,
  from: string,
  limit: number,
): Promise<Pick<MissingDeliveriesPlan, "deliveries" | "excluded"> & { cursor: string | null }> {
  const startedAt = performance.now();
  const planned: Pick<MissingDeliveriesPlan, "deliveries" | "excluded"> = { deliveries: [], excluded: [] };
  const { rows } = await db.query<{ webhookId: string }>(webhookIdsSql, [id]);
  const candidates = await loadTriggerCandidatesOf(
    rows.map(({ webhookId }) => webhookId),
    db,
  );
  const read = (part: IdRange, max: number) => readEvents(db, filter, candidates, part, max);
  let next: string | null = from;
  let unplanned: readonly ReadEvent[] = [];
  const hasEnough = () => planned.deliveries.length >= limit || performance.now() - startedAt >= budgetMs;
  while (!hasEnough() && (unplanned.length > 0 || next !== null)) {
    if (unplanned.length === 0 && next !== null)
      ({ rows: unplanned, next } = await readOnward({ from: next, before: beforeId }, chunkSize, read));
    const { batch, rest } = takeMissingBatch(
      unplanned,
      Math.min(maxDeliveriesPerPlan, limit - planned.deliveries.length),
    );
    unplanned = rest;
    if (batch.length === 0) continue;
    const { deliveries, excluded } = await planMissing(db, partnerId, batch, candidates);
    planned.deliveries.push(...deliveries);
    planned.excluded.push(...excluded);
  }
  return { ...planned, cursor: unplanned[0]?.id ?? next };
}
