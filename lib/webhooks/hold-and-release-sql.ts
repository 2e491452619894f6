import { byIndexSql } from "../database/kept-plans";

// The statements that hold, release or discard the open deliveries of a webhook when its state changes. Each locks the open rows first,
// in the order of their IDs, as recording an outcome does. A delivery that is being sent keeps its lease, so its outcome still counts.

/** Holds the pending deliveries of webhook $1, with the reason code $2. Also runs on connections of workerPool. */
export const holdSql = `
  WITH mine AS MATERIALIZED (
    SELECT delivery_id FROM open_deliveries WHERE webhook_id = $1::uuid AND due_at < 'infinity'
    ORDER BY delivery_id FOR UPDATE
  ), held AS (
    UPDATE open_deliveries o SET due_at = NULL FROM mine WHERE ${byIndexSql("o.delivery_id", "mine.delivery_id")}
  )
  UPDATE deliveries d SET state = 'held', state_reason = $2 FROM mine WHERE ${byIndexSql("d.id", "mine.delivery_id")}`;

const releaseWhereSql = (condition: string, extraAssignments = "") => `
  WITH mine AS MATERIALIZED (
    SELECT delivery_id FROM open_deliveries WHERE ${condition} AND due_at IS NULL
    ORDER BY delivery_id FOR UPDATE
  ), released AS (
    UPDATE open_deliveries o SET due_at = greatest(now(), o.lease_until + interval '1 ms')
    FROM mine WHERE o.delivery_id = mine.delivery_id
  )
  UPDATE deliveries d SET state = 'pending', failure_count = 0, state_reason = NULL${extraAssignments}
  FROM mine WHERE d.id = mine.delivery_id`;

/**
 * Releases the held deliveries of webhook $1. A released delivery starts over with all its retries. A delivery that is being sent is
 * due a millisecond after its lease ends, which marks the attempt as one from before the release.
 */
export const releaseSql = releaseWhereSql("webhook_id = $1::uuid");

/** Releases the held deliveries of the webhooks $1, from the delivery ID $2 on. */
export const releaseSinceSql = releaseWhereSql("webhook_id = ANY($1::uuid[]) AND delivery_id >= $2::uuid");

/** Releases those of the deliveries $1 that are held, for the job $2. */
export const releaseSomeSql = releaseWhereSql(
  "delivery_id = ANY($1::uuid[])",
  ", released_at = now(), release_job_id = $2::uuid",
);

// A discarded delivery that is being sent is closed when its outcome is recorded, or by the sweep if its worker was killed
// (lib/deliveries/record-interrupted.ts).
const discardWhereSql = (condition: string) => `
  WITH mine AS MATERIALIZED (
    SELECT delivery_id, attempt_count, lease_token IS NOT NULL AS sending FROM open_deliveries
    WHERE webhook_id = $1::uuid AND ${condition} ORDER BY delivery_id FOR UPDATE
  ), closed AS (
    DELETE FROM open_deliveries o USING mine WHERE o.delivery_id = mine.delivery_id AND NOT mine.sending
  ), sending AS (
    UPDATE open_deliveries o SET due_at = 'infinity' FROM mine WHERE o.delivery_id = mine.delivery_id AND mine.sending
  )
  UPDATE deliveries d
  SET state = 'discarded', unsuccessful_state = 'discarded', completed_at = now(), state_reason = $2,
      attempt_count = mine.attempt_count
  FROM mine WHERE d.id = mine.delivery_id`;

/** Discards the pending and held deliveries of webhook $1, with the reason code $2. */
export const discardSql = discardWhereSql("(due_at IS NULL OR due_at < 'infinity')");

/** Discards the held deliveries of webhook $1, with the reason code $2. */
export const discardHeldSql = discardWhereSql("due_at IS NULL");
