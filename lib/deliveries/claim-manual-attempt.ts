import type pg from "pg";
import { batch } from "../batch";
import { byIndexSql, isNullSql } from "../database/kept-plans";
import { type Queryable, workerPool, workerTransaction } from "../db";
import { newId } from "../ids";
import { type LockedLane, lockLane } from "../lanes/lane-locks";
import { planTurns } from "../lanes/plan-turns";
import { makeScheduledAttemptsGiveWay, takeManualTurn } from "../lanes/take-turn";
import { getPortion, type LaneSettings } from "../lanes/throttle";
import { bodySql } from "./body-sql";
import { claimValidMs, leaseMarginSeconds } from "./claim-deliveries";
import type { RequestToPerform } from "./perform-request";

// An attempt that repeats an interrupted attempt takes over its job, but a delivery can have only one attempt of a job. So the statement
// first removes the job from the interrupted attempt, and then inserts the new attempt with that job.
const buildClaimSql = (condition: string) => `
  WITH locked AS (
    SELECT a.id, a.delivery_id, a.lease_token IS NOT NULL AS interrupted, a.requested_by, a.job_id,
           w.timeout_seconds, r.repeat_id, r.token
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS r (id, repeat_id, token)
    JOIN attempts a ON ${byIndexSql("a.id", "r.id")} JOIN deliveries d ON ${byIndexSql("d.id", "a.delivery_id")} JOIN webhooks w ON ${byIndexSql("w.id", "d.webhook_id")}
    WHERE a.manual AND ${isNullSql("a.outcome")} AND (a.lease_until IS NULL OR a.lease_until <= now())
      AND ${condition}
    FOR UPDATE OF a SKIP LOCKED
  ), interrupted AS (
    UPDATE attempts a
    SET outcome = 'unknown', error_code = 'interrupted', error_params = '{}', lease_until = NULL, job_id = NULL
    FROM locked l WHERE ${byIndexSql("a.id", "l.id")} AND ${byIndexSql("a.delivery_id", "l.delivery_id")} AND l.interrupted
    RETURNING l.*
  ), repeated AS (
    INSERT INTO attempts (id, delivery_id, manual, requested_by, requested_at, lease_token, lease_until, started_at, job_id)
    SELECT repeat_id, delivery_id, true, requested_by, now(), token,
           now() + make_interval(secs => timeout_seconds + ${leaseMarginSeconds}), now(), job_id
    FROM interrupted
  ), leased AS (
    UPDATE attempts a
    SET lease_token = l.token, started_at = now(),
        lease_until = now() + make_interval(secs => l.timeout_seconds + ${leaseMarginSeconds})
    FROM locked l WHERE ${byIndexSql("a.id", "l.id")} AND ${byIndexSql("a.delivery_id", "l.delivery_id")} AND NOT l.interrupted
  )
  SELECT l.token, CASE WHEN l.interrupted THEN l.repeat_id ELSE l.id END AS "attemptId", d.id AS "traceId",
         d.event_type AS "eventType", d.entity_type AS "entityType", ${bodySql} AS body, d.content_type AS "contentType",
         d.simulated, d.event_id AS "eventId", d.webhook_id AS "webhookId", l.job_id AS "jobId", d.sequence
  FROM locked l JOIN deliveries d ON ${byIndexSql("d.id", "l.delivery_id")}`;

// An attempt of a webhook without a lane is claimed with this statement alone.
const claimSql = buildClaimSql("w.max_requests_per_second IS NULL AND NOT w.sequence");
const claimFromLaneSql = buildClaimSql("true");

const laneSettingsSql = `
  SELECT w.id, w.max_requests_per_second AS "maxRequestsPerSecond", w.sequence
  FROM attempts a JOIN deliveries d ON ${byIndexSql("d.id", "a.delivery_id")}
  JOIN webhooks w ON ${byIndexSql("w.id", "d.webhook_id")}
  WHERE a.id = $1 AND ${isNullSql("a.outcome")} AND (a.lease_until IS NULL OR a.lease_until <= now())
    AND (w.max_requests_per_second IS NOT NULL OR w.sequence)`;

export interface ClaimedManualAttempt extends Omit<RequestToPerform, "webhook" | "event" | "number"> {
  attemptId: string;
  eventId: string;
  webhookId: string;
  jobId: string | null;
}

/** How long to wait until the webhook's throttle allows a manual attempt. */
export interface Throttled {
  throttledForMs: number;
}

interface ClaimRequest {
  attemptId: string;
  /** The ID of the new attempt if the requested one was interrupted. */
  repeatId: string;
  token: string;
}

async function queryClaims(
  db: Queryable,
  name: string,
  text: string,
  requests: readonly ClaimRequest[],
): Promise<Map<string, ClaimedManualAttempt>> {
  const values = [
    requests.map(({ attemptId }) => attemptId),
    requests.map(({ repeatId }) => repeatId),
    requests.map(({ token }) => token),
  ];
  // A claim older than claimValidMs is given back, so waiting longer for the response is useless.
  const query = { name, text, values, query_timeout: claimValidMs } as pg.QueryConfig;
  const { rows } = await db.query<ClaimedManualAttempt & { token: string }>(query);
  return new Map(rows.map(({ token, ...claimed }) => [token, claimed]));
}

/** Attempts that are claimed at the same time share one statement and one commit: a job requests hundreds. */
const claimInBatch = batch<ClaimRequest, ClaimedManualAttempt | undefined>(
  async (requests) => {
    // Of several calls for one attempt, only the last gets it.
    const unique = new Map(requests.map((request) => [request.attemptId, request]));
    const byToken = await workerTransaction(
      (db) => queryClaims(db, "claim-manual-attempts", claimSql, [...unique.values()]),
      claimValidMs,
    );
    return requests.map(({ token }) => byToken.get(token));
  },
  { max: 100, concurrency: 2 },
);

/**
 * Claims a requested manual attempt that no process is sending; its lease then has the token `token`. Null if there is no such attempt with
 * this ID.
 */
export async function claimManualAttempt(
  attemptId: string,
  token: string,
): Promise<ClaimedManualAttempt | Throttled | null> {
  const request = { attemptId, repeatId: newId(), token };
  const claimed = await claimInBatch(request);
  if (claimed) return claimed;
  const { rows } = await workerPool().query<LaneSettings>({
    name: "lane-of-attempt",
    text: laneSettingsSql,
    values: [attemptId],
  });
  const [settings] = rows;
  return settings ? workerTransaction((db) => claimFromLane(db, settings, request)) : null;
}

/**
 * Returns how many ms before its turn a manual attempt may start. A manual attempt is one request, so as many of them as fit in one portion
 * (getPortion) may start together. The lead is 0 while scheduled attempts wait for their turn: each manual attempt postpones that turn, so
 * with a lead it might never come.
 */
function getLeadMs(rate: number, { waitMs, manualWaitMs }: LockedLane): number {
  const givesWay = manualWaitMs > waitMs;
  return givesWay ? 0 : ((getPortion(rate) - 1) * 1_000) / rate;
}

async function claimFromLane(
  db: Queryable,
  settings: LaneSettings,
  request: ClaimRequest,
): Promise<ClaimedManualAttempt | Throttled | null> {
  const { id: webhookId, maxRequestsPerSecond: rate } = settings;
  // Awaited together: a pipelined connection sends both statements at once, so the limit costs no extra round trip.
  const lane = await lockLane(db, webhookId);
  const waitMs = rate === null ? 0 : lane.manualWaitMs - getLeadMs(rate, lane);
  if (waitMs > 0) {
    await makeScheduledAttemptsGiveWay(db, webhookId);
    return { throttledForMs: waitMs };
  }
  const byToken = await queryClaims(db, "claim-manual-attempt-from-lane", claimFromLaneSql, [request]);
  const claimed = byToken.get(request.token);
  if (!claimed) return null;
  const { traceId: deliveryId, sequence } = claimed;
  const claimedDeliveries = [{ webhookId, deliveryId, sequence }];
  const [turn] = planTurns(claimedDeliveries, new Map([[webhookId, settings]]), new Map([[webhookId, lane]]));
  if (turn && (turn.seconds > 0 || turn.newlyNumbered.length > 0)) await takeManualTurn(db, turn);
  return { ...claimed, sequence: sequence ?? turn?.newlyNumbered[0]?.sequence.toString() ?? null };
}
