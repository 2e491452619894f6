import type pg from "pg";
import { batch } from "../batch";
import { isDatabaseUnavailable } from "../database/database-errors";
import { limitIdleTime } from "../database/limit-idle-time";
import { pool, transaction } from "../db";
import { continueLine } from "../lines/move-lines";
import { withPartitions } from "../partitions/ensure-partitions";
import {
  type AttemptOutcome,
  listOutcomeValues,
  outcomeColumnList,
  outcomeColumns,
  outcomeColumnTypes,
  toStoredValue,
} from "./attempt-outcome";
import { getRecordTimeoutMs } from "./record-timeout";

/** A finished manual attempt. */
export interface FinishedManualAttempt {
  attemptId: string;
  token: string;
  traceId: string;
  /** When the attempt's lease ends, in ms since the epoch by the database's clock. */
  leaseEnd: number;
  /** Whether its webhook sends in order: then the next delivery in its line becomes due after a success. */
  ordered: boolean;
  outcome: AttemptOutcome;
}

const leadingColumns = "attempt_id, delivery_id, token, succeeded";
const parameterArrays = ["uuid", "uuid", "uuid", "boolean", ...outcomeColumnTypes]
  .map((type, index) => `$${index + 1}::${type}[]`)
  .join(", ");

// If a resend succeeds, a failed or held delivery becomes succeeded: the receiver has it, and no retry is scheduled that this could change.
// A held delivery that a worker is still sending is left to that worker. The earlier failures of a held delivery no longer count, as if it
// had been released. Every other delivery keeps its state and its schedule.
const recordSql = `
  WITH finished AS (
    SELECT ${leadingColumns}, response_body AS whole_body, ${outcomeColumns.map((column) => `${toStoredValue(column)} AS ${column}`).join(", ")}
    FROM unnest(${parameterArrays}) AS f (${leadingColumns}, ${outcomeColumnList})
  ), recorded AS (
    UPDATE attempts a
    SET outcome = (CASE WHEN f.succeeded THEN 'succeeded' ELSE 'failed' END)::attempt_outcome, lease_token = NULL, lease_until = NULL,
        ${outcomeColumns.map((column) => `${column} = f.${column}`).join(", ")}
    FROM finished f
    WHERE a.id = f.attempt_id AND a.delivery_id = f.delivery_id AND a.lease_token = f.token AND a.outcome IS NULL
    RETURNING a.id, a.delivery_id, f.succeeded, f.response_code, f.whole_body
  ), kept AS (
    INSERT INTO bodies (id, bytes) SELECT id, whole_body FROM recorded WHERE octet_length(whole_body) > 0
  ), held AS MATERIALIZED (
    SELECT o.delivery_id, o.attempt_count FROM open_deliveries o
    WHERE o.delivery_id IN (SELECT delivery_id FROM recorded WHERE succeeded) AND o.due_at IS NULL AND o.lease_token IS NULL
    ORDER BY o.delivery_id FOR UPDATE
  ), closed AS (
    DELETE FROM open_deliveries o USING held WHERE o.delivery_id = held.delivery_id
  ), ended AS (
    UPDATE deliveries d
    SET state = 'succeeded', unsuccessful_state = NULL, completed_at = now(), state_reason = NULL, reason_params = NULL,
        last_response_code = r.response_code, attempt_count = coalesce(held.attempt_count, d.attempt_count),
        failure_count = CASE WHEN held.delivery_id IS NULL THEN d.failure_count ELSE 0 END
    FROM recorded r LEFT JOIN held ON held.delivery_id = r.delivery_id
    WHERE d.id = r.delivery_id AND r.succeeded AND (d.state = 'failed' OR held.delivery_id IS NOT NULL)
    RETURNING d.id
  ), others AS (
    UPDATE deliveries d SET last_response_code = r.response_code
    FROM recorded r WHERE d.id = r.delivery_id AND NOT EXISTS (SELECT FROM ended WHERE ended.id = r.delivery_id)
  )
  SELECT id FROM recorded`;

/** Returns the IDs of the attempts that were recorded: those whose lease was not lost. */
async function writeAttempts(finished: readonly FinishedManualAttempt[]): Promise<Set<string>> {
  const outcomes = finished.map(({ outcome }) => listOutcomeValues(outcome));
  const values = [
    finished.map(({ attemptId }) => attemptId),
    finished.map(({ traceId }) => traceId),
    finished.map(({ token }) => token),
    finished.map(({ outcome }) => outcome.failure === null),
    ...outcomeColumns.map((_column, index) => outcomes.map((outcome) => outcome[index])),
  ];
  const query_timeout = getRecordTimeoutMs(finished.map(({ leaseEnd }) => leaseEnd));
  const query = { name: "record-manual-attempts", text: recordSql, values, query_timeout } as pg.QueryConfig;
  const { rows } = await withPartitions(() => pool().query<{ id: string }>(query));
  return new Set(rows.map(({ id }) => id));
}

/** A statement changes a row once, so attempts of the same delivery go into different statements, in their order. */
function splitByDelivery(finished: readonly FinishedManualAttempt[]): FinishedManualAttempt[][] {
  const rounds: FinishedManualAttempt[][] = [];
  const roundsByDelivery = new Map<string, number>();
  for (const attempt of finished) {
    const round = roundsByDelivery.get(attempt.traceId) ?? 0;
    roundsByDelivery.set(attempt.traceId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), attempt];
  }
  return rounds;
}

const recordInBatch = batch<FinishedManualAttempt, boolean>(
  async (finished) => {
    const recordedIds = new Set<string>();
    for (const round of splitByDelivery(finished))
      for (const id of await writeAttempts(round)) recordedIds.add(id);
    return finished.map(({ attemptId }) => recordedIds.has(attemptId));
  },
  { max: 200, concurrency: 1, isolateOnError: (error) => !isDatabaseUnavailable(error) },
);

/**
 * Records a finished manual attempt; writes nothing if its lease was lost. Attempts that finish at the same time share one statement and one
 * commit.
 */
export async function recordManualAttempt(finished: FinishedManualAttempt): Promise<void> {
  const { traceId, ordered, outcome } = finished;
  const recorded = await recordInBatch(finished);
  if (!recorded || !ordered || outcome.failure !== null) return;
  // In a transaction of its own: if the process is killed before it, the sweep makes the next delivery in the line due.
  await transaction(async (db) => void (await Promise.all([limitIdleTime(db), continueLine(db, traceId)])));
}
