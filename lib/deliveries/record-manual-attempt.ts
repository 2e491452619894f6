import { transaction } from "../db";
import { withPartitions } from "../partitions/ensure-partitions";
import {
  type AttemptOutcome,
  listOutcomeValues,
  outcomeColumnList,
  outcomeColumns,
  outcomeColumnTypes,
  toStoredValue,
} from "./attempt-outcome";
import { recordTimeoutMs } from "./record-timeout";

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

// A failed delivery whose resend succeeds becomes succeeded; every other delivery keeps its state and its schedule.
const resentSql = `
  UPDATE deliveries
  SET state = CASE WHEN state = 'failed' AND $2 THEN 'succeeded'::delivery_state ELSE state END,
      unsuccessful_state = CASE WHEN state = 'failed' AND $2 THEN NULL ELSE unsuccessful_state END,
      completed_at = CASE WHEN state = 'failed' AND $2 THEN now() ELSE completed_at END,
      state_reason = CASE WHEN state = 'failed' AND $2 THEN NULL ELSE state_reason END,
      reason_params = CASE WHEN state = 'failed' AND $2 THEN NULL ELSE reason_params END,
      last_response_code = $3
  WHERE id = $1`;

/** Records a finished manual attempt; nothing is written when its lease was lost. */
export async function recordManualAttempt(finished: {
  attemptId: string;
  token: string;
  traceId: string;
  /** When its lease ends, in ms since the epoch by the database's clock. */
  leaseEnd: number;
  outcome: AttemptOutcome;
}): Promise<void> {
  const { attemptId, token, traceId, leaseEnd, outcome } = finished;
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
        const { rowCount } = await client.query(recordManualSql, values);
        if (rowCount === 1) await client.query(resentSql, [traceId, succeeded, outcome.responseCode]);
      },
      recordTimeoutMs([leaseEnd]),
    ),
  );
}
