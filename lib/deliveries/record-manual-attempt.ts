import { limitIdleTime } from "../database/limit-idle-time";
import { transaction } from "../db";
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

const recordManualSql = `
  WITH ended AS (
    SELECT ${outcomeColumns.map((column, index) => `$${index + 5}::${outcomeColumnTypes[index]} AS ${column}`).join(", ")}
  ), recorded AS (
    UPDATE attempts a
    SET outcome = $4::attempt_outcome, lease_token = NULL, lease_until = NULL,
        (${outcomeColumnList}) = (SELECT ${outcomeColumns.map(toStoredValue).join(", ")} FROM ended)
    WHERE a.id = $1 AND a.delivery_id = $2 AND a.lease_token = $3 AND a.outcome IS NULL
    RETURNING a.id
  ), kept AS (
    INSERT INTO bodies (id, bytes) SELECT r.id, response_body FROM recorded r, ended WHERE octet_length(response_body) > 0
  )
  SELECT id FROM recorded`;

// If a resend succeeds, a failed or held delivery becomes succeeded: the receiver has it, and no retry is scheduled that this could change.
// A held delivery that a worker is still sending is left to that worker. The earlier failures of a held delivery no longer count, as if it
// had been released. Every other delivery keeps its state and its schedule.
const resentSql = `
  WITH held AS MATERIALIZED (
    SELECT delivery_id, attempt_count FROM open_deliveries
    WHERE delivery_id = $1 AND $2 AND due_at IS NULL AND lease_token IS NULL FOR UPDATE
  ), closed AS (
    DELETE FROM open_deliveries o USING held WHERE o.delivery_id = held.delivery_id
  ), ended AS (
    UPDATE deliveries d
    SET state = 'succeeded', unsuccessful_state = NULL, completed_at = now(), state_reason = NULL, reason_params = NULL,
        last_response_code = $3, attempt_count = coalesce(held.attempt_count, d.attempt_count),
        failure_count = CASE WHEN held.delivery_id IS NULL THEN d.failure_count ELSE 0 END
    FROM (SELECT) one LEFT JOIN held ON true
    WHERE d.id = $1 AND $2 AND (d.state = 'failed' OR held.delivery_id IS NOT NULL)
    RETURNING d.id
  )
  UPDATE deliveries SET last_response_code = $3 WHERE id = $1 AND NOT EXISTS (SELECT FROM ended)`;

/** Records a finished manual attempt; writes nothing if its lease was lost. */
export async function recordManualAttempt(finished: {
  attemptId: string;
  token: string;
  traceId: string;
  /** When the attempt's lease ends, in ms since the epoch by the database's clock. */
  leaseEnd: number;
  /** Whether its webhook sends in order: then the next delivery in its line becomes due after a success. */
  ordered: boolean;
  outcome: AttemptOutcome;
}): Promise<void> {
  const { attemptId, token, traceId, leaseEnd, ordered, outcome } = finished;
  const succeeded = outcome.failure === null;
  const values = [
    attemptId,
    traceId,
    token,
    succeeded ? "succeeded" : "failed",
    ...listOutcomeValues(outcome),
  ];
  await withPartitions(() =>
    transaction(
      async (client) => {
        const [, { rowCount }] = await Promise.all([
          limitIdleTime(client),
          client.query(recordManualSql, values),
        ]);
        if (rowCount !== 1) return;
        await client.query(resentSql, [traceId, succeeded, outcome.responseCode]);
        if (ordered && succeeded) await continueLine(client, traceId);
      },
      getRecordTimeoutMs([leaseEnd]),
    ),
  );
}
