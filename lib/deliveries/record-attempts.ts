import type pg from "pg";
import { batchWithCallbacks } from "../batch";
import { isDatabaseUnavailable } from "../database/database-errors";
import { byIndexSql } from "../database/kept-plans";
import { type Queryable, workerPool, workerTransaction } from "../db";
import { blockLines, makeFirstDue } from "../lines/move-lines";
import { log } from "../log";
import { withPartitions } from "../partitions/ensure-partitions";
import { type FailureEffect, recordFailures } from "../webhooks/record-failures";
import {
  type AttemptOutcome,
  listOutcomeValues,
  outcomeColumnList,
  outcomeColumns,
  outcomeColumnTypes,
  toStoredValueSql,
} from "./attempt-outcome";
import type { Decision } from "./decide-next-step";
import { groupFailures } from "./group-failures";
import { getRecordTimeoutMs } from "./record-timeout";

/** A finished scheduled attempt, with the decision about the delivery's next step. */
export interface FinishedAttempt extends AttemptOutcome {
  deliveryId: string;
  attemptId: string;
  webhookId: string;
  number: number;
  startedAt: Date;
  /** When the attempt's lease ends, in ms since the epoch by the database's clock: after that, another worker may attempt the delivery. */
  leaseEnd: number;
  decision: Decision;
}

/**
 * The state of the delivery after the attempt; "fenced": the lease was lost, so nothing was written. If several failed deliveries of a
 * webhook are recorded together, only the `effect` of the last one says what happened to the webhook; that of the others is "none".
 */
export type RecordAttemptResult =
  | { kind: "succeeded" | "held" | "discarded" | "fenced" }
  | { kind: "retry"; afterMs: number }
  | { kind: "failed"; effect: FailureEffect };

const leadingColumns = "delivery_id, attempt_id, number, started_at, decision, retry_ms";
const leadingColumnTypes = ["uuid", "uuid", "int", "timestamptz", "text", "float8"];
const parameterArrays = [...leadingColumnTypes, ...outcomeColumnTypes]
  .map((type, index) => `$${index + 1}::${type}[]`)
  .join(", ");

// Fenced by the lease token: a worker that lost the lease changes nothing. A success counts even if the delivery was held or discarded
// meanwhile, because the receiver has it; after a failure, a held or discarded delivery stays held or discarded. Whether it was held or
// discarded can be read from its row in open_deliveries alone: a claim locks the webhook, so a later pause, disabling or deletion of the
// webhook changes the row. A delivery that was released meanwhile starts over with all its retries, so a failure of an attempt from before
// the release does not count. Claims mark a delivery in flight as followed only if it was not held, released or discarded meanwhile, so
// such a delivery counts as followed.
const recordSql = `
  WITH r AS (
    SELECT * FROM unnest(${parameterArrays}) AS r (${leadingColumns}, ${outcomeColumnList})
  ), mine AS MATERIALIZED (
    SELECT o.webhook_id, o.due_at, o.line, o.place, o.followed OR o.due_at IS DISTINCT FROM o.lease_until AS followed,
           coalesce(o.due_at > o.lease_until, false) AS released, r.*
    FROM (SELECT * FROM r ORDER BY delivery_id) r CROSS JOIN LATERAL (
      SELECT * FROM open_deliveries o WHERE o.delivery_id = r.delivery_id AND o.lease_token = r.attempt_id FOR UPDATE
    ) o
  ), decided AS (
    SELECT m.*,
           CASE WHEN m.decision = 'succeeded' THEN 'succeeded'
                WHEN m.due_at IS NULL THEN 'held'
                WHEN m.due_at = 'infinity' THEN 'discarded'
                WHEN m.decision = 'failed' AND NOT m.released THEN 'failed'
                ELSE 'pending' END::delivery_state AS state
    FROM mine m
  ), written AS (
    UPDATE deliveries d
    SET state = n.state,
        unsuccessful_state = CASE WHEN n.state IN ('failed', 'discarded') THEN n.state END,
        attempt_count = n.number,
        failure_count = d.failure_count + (n.decision <> 'succeeded' AND NOT n.released)::int,
        last_response_code = n.response_code,
        state_reason = CASE n.state WHEN 'succeeded' THEN NULL WHEN 'failed' THEN n.error_code ELSE d.state_reason END,
        reason_params = CASE n.state WHEN 'failed' THEN n.error_params END,
        completed_at = CASE WHEN n.state IN ('succeeded', 'failed') THEN now() ELSE d.completed_at END
    FROM decided n WHERE ${byIndexSql("d.id", "n.delivery_id")}
    RETURNING d.id
  ), closed AS (
    DELETE FROM open_deliveries o USING decided n
    WHERE ${byIndexSql("o.delivery_id", "n.delivery_id")} AND n.state NOT IN ('pending', 'held')
  ), open AS (
    UPDATE open_deliveries o
    SET due_at = CASE n.state WHEN 'pending' THEN now() + coalesce(n.retry_ms, 0) * interval '1 millisecond' END,
        lease_token = NULL, lease_started_at = NULL, lease_until = NULL
    FROM decided n WHERE ${byIndexSql("o.delivery_id", "n.delivery_id")} AND n.state IN ('pending', 'held')
  ), logged AS (
    INSERT INTO attempts (id, delivery_id, number, started_at, outcome, ${outcomeColumnList})
    SELECT attempt_id, delivery_id, number, started_at,
           CASE decision WHEN 'succeeded' THEN 'succeeded' ELSE 'failed' END::attempt_outcome,
           ${outcomeColumns.map(toStoredValueSql).join(", ")}
    FROM decided
  ), kept AS (
    INSERT INTO bodies (id, bytes) SELECT attempt_id, response_body FROM decided WHERE octet_length(response_body) > 0
  )
  SELECT delivery_id AS id, state, webhook_id AS "webhookId", coalesce(retry_ms, 0) AS "retryMs",
         CASE WHEN followed OR state = 'failed' THEN line END AS line, CASE WHEN followed OR state = 'failed' THEN place END AS place
  FROM decided`;

interface Row {
  id: string;
  state: string;
  webhookId: string;
  retryMs: number;
  /** Its line and its place in it, if another delivery may wait for it or its failure may block the line. */
  line: string | null;
  place: string | null;
}

async function writeAttempts(db: Queryable, attempts: FinishedAttempt[], timeoutMs: number): Promise<Row[]> {
  const outcomes = attempts.map(listOutcomeValues);
  const values = [
    attempts.map((attempt) => attempt.deliveryId),
    attempts.map((attempt) => attempt.attemptId),
    attempts.map((attempt) => attempt.number),
    attempts.map((attempt) => attempt.startedAt),
    attempts.map((attempt) => attempt.decision.kind),
    attempts.map((attempt) => (attempt.decision.kind === "retry" ? attempt.decision.afterMs : null)),
    ...outcomeColumns.map((_column, index) => outcomes.map((outcome) => outcome[index])),
  ];
  const query = { name: "record-attempts", text: recordSql, values, query_timeout: timeoutMs };
  const { rows } = await db.query<Row>(query as pg.QueryConfig);
  return rows;
}

async function recordAttempts(attempts: FinishedAttempt[]): Promise<RecordAttemptResult[]> {
  const timeoutMs = getRecordTimeoutMs(attempts.map(({ leaseEnd }) => leaseEnd));
  return withPartitions(async () => {
    if (attempts.some(({ decision }) => decision.kind === "failed"))
      return await recordWithFailures(attempts, timeoutMs);
    const rows = await writeAttempts(workerPool(), attempts, timeoutMs);
    // In a separate transaction: with a shared one, a process that freezes in the middle would keep the rows locked.
    await makeFirstDue(workerPool(), listLinePlaces(rows)).catch(logNotMadeDue);
    return toResults(attempts, rows, new Map());
  });
}

const logNotMadeDue = (error: Error) =>
  log.warn(
    { error: error.message },
    "could not mark the next deliveries of the lines as due; the sweep will",
  );

function listLinePlaces(rows: readonly Row[]) {
  return rows.flatMap(({ id, webhookId, state, line, place }) =>
    line === null || place === null ? [] : [{ deliveryId: id, webhookId, state, line, place }],
  );
}

/** Blocks the lines of the deliveries that failed, then makes the first delivery of each line due if it no longer has to wait. */
async function moveLines(db: Queryable, rows: readonly Row[]): Promise<void> {
  const inLine = listLinePlaces(rows);
  await blockLines(
    db,
    inLine.filter(({ state }) => state === "failed"),
  );
  await makeFirstDue(db, inLine);
}

/** Records permanent failures in the same transaction as the pauses that they cause, so that no kill can come between them. */
function recordWithFailures(attempts: FinishedAttempt[], timeoutMs: number): Promise<RecordAttemptResult[]> {
  return workerTransaction(async (client) => {
    // Webhooks are locked before deliveries, as everywhere: enabling and disabling a webhook use the same order.
    await client.query("SELECT 1 FROM webhooks WHERE id = ANY($1) ORDER BY id FOR UPDATE", [
      // All attempts, not only failed ones: a pause locks rows that another worker's batch may have locked in a different order.
      attempts.map((attempt) => attempt.webhookId),
    ]);
    const rows = await writeAttempts(client, attempts, timeoutMs);
    const effects = new Map<string, FailureEffect>();
    const failedIds = rows.filter(({ state }) => state === "failed").map(({ id }) => id);
    for (const failures of await groupFailures(client, failedIds))
      effects.set(failures.lastDeliveryId, await recordFailures(client, failures));
    await moveLines(client, rows);
    return toResults(attempts, rows, effects);
  }, timeoutMs);
}

function toResults(
  attempts: FinishedAttempt[],
  rows: Row[],
  effects: ReadonlyMap<string, FailureEffect>,
): RecordAttemptResult[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return attempts.map(({ deliveryId }): RecordAttemptResult => {
    const row = byId.get(deliveryId);
    if (!row) return { kind: "fenced" };
    switch (row.state) {
      case "pending":
        return { kind: "retry", afterMs: row.retryMs };
      case "failed":
        return { kind: "failed", effect: effects.get(deliveryId) ?? "none" };
      case "succeeded":
      case "held":
      case "discarded":
        return { kind: row.state };
      default:
        throw new Error(`The ledger has a delivery in the unknown state "${row.state}".`);
    }
  });
}

/**
 * Records one finished attempt. Attempts that finish at the same time share one statement and one commit; if Postgres rejects one of them,
 * the others are still recorded.
 */
export const recordAttemptInBatch = batchWithCallbacks(recordAttempts, {
  max: 500,
  concurrency: 1,
  isolateOnError: (error) => !isDatabaseUnavailable(error),
});

/** Like recordAttemptInBatch, with a promise. */
export function recordAttempt(attempt: FinishedAttempt): Promise<RecordAttemptResult> {
  return new Promise((resolve, reject) => recordAttemptInBatch(attempt, resolve, reject));
}
