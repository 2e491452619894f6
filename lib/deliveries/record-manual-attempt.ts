import { batch } from "../batch";
import { isDatabaseUnavailable } from "../database/database-errors";
import { byIndexSql, isNullSql } from "../database/kept-plans";
import { type Queryable, workerTransaction } from "../db";
import { continueLine } from "../lines/move-lines";
import { withPartitions } from "../partitions/ensure-partitions";
import {
  type AttemptOutcome,
  listOutcomeValues,
  outcomeColumnList,
  outcomeColumns,
  outcomeColumnTypes,
  toStoredValueSql,
} from "./attempt-outcome";
import { getRecordTimeoutMs } from "./record-timeout";

/** A finished manual attempt. */
export interface FinishedManualAttempt {
  attemptId: string;
  token: string;
  traceId: string;
  /** When the attempt's lease ends, in ms since the epoch by the database's clock. */
  leaseEnd: number;
  /** Whether the webhook sends in order; if so, a success makes the next delivery of the line due. */
  ordered: boolean;
  outcome: AttemptOutcome;
}

/** A try takes at most this long, because other attempts wait for a place in a batch meanwhile. */
const longestTryMs = 2_000;

const leadingColumns = "attempt_id, delivery_id, token, succeeded";
const parameterArrays = ["uuid", "uuid", "uuid", "boolean", ...outcomeColumnTypes]
  .map((type, index) => `$${index + 1}::${type}[]`)
  .join(", ");

const recordSql = `
  WITH finished AS (
    SELECT ${leadingColumns}, response_body AS whole_body, ${outcomeColumns.map((column) => `${toStoredValueSql(column)} AS ${column}`).join(", ")}
    FROM unnest(${parameterArrays}) AS f (${leadingColumns}, ${outcomeColumnList})
  ), recorded AS (
    UPDATE attempts a
    SET outcome = (CASE WHEN f.succeeded THEN 'succeeded' ELSE 'failed' END)::attempt_outcome, lease_token = NULL, lease_until = NULL,
        ${outcomeColumns.map((column) => `${column} = f.${column}`).join(", ")}
    FROM finished f
    WHERE ${byIndexSql("a.id", "f.attempt_id")} AND ${byIndexSql("a.delivery_id", "f.delivery_id")} AND a.lease_token = f.token AND ${isNullSql("a.outcome")}
    RETURNING a.id, f.whole_body
  ), kept AS (
    INSERT INTO bodies (id, bytes) SELECT id, whole_body FROM recorded WHERE octet_length(whole_body) > 0
  )
  SELECT id FROM recorded`;

// If a resend succeeds, a failed or held delivery becomes succeeded: the receiver has it, and there is no scheduled retry to cancel. A held
// delivery that a worker is still sending is left to that worker. The earlier failures of a held delivery no longer count, as if it had
// been released. Every other delivery keeps its state and its schedule. This is a separate statement, so that it sees what was committed
// while recordSql waited for a lock.
const resentSql = `
  WITH resent AS (
    SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::int[]) AS r (delivery_id, succeeded, response_code)
  ), held AS MATERIALIZED (
    SELECT o.* FROM (SELECT delivery_id FROM resent WHERE succeeded ORDER BY delivery_id) r CROSS JOIN LATERAL (
      SELECT o.delivery_id, o.attempt_count FROM open_deliveries o
      WHERE o.delivery_id = r.delivery_id AND ${isNullSql("o.due_at")} AND o.lease_token IS NULL FOR UPDATE
    ) o
  ), closed AS (
    DELETE FROM open_deliveries o USING held WHERE ${byIndexSql("o.delivery_id", "held.delivery_id")}
  ), ended AS (
    UPDATE deliveries d
    SET state = 'succeeded', unsuccessful_state = NULL, completed_at = now(), state_reason = NULL, reason_params = NULL,
        last_response_code = r.response_code, attempt_count = coalesce(held.attempt_count, d.attempt_count),
        failure_count = CASE WHEN held.delivery_id IS NULL THEN d.failure_count ELSE 0 END
    FROM resent r LEFT JOIN held ON held.delivery_id = r.delivery_id
    WHERE ${byIndexSql("d.id", "r.delivery_id")} AND r.succeeded AND (d.state = 'failed' OR held.delivery_id IS NOT NULL)
    RETURNING d.id
  )
  UPDATE deliveries d SET last_response_code = r.response_code
  FROM resent r WHERE ${byIndexSql("d.id", "r.delivery_id")} AND NOT EXISTS (SELECT FROM ended WHERE ended.id = r.delivery_id)`;

const hasSucceeded = ({ outcome }: FinishedManualAttempt) => outcome.failure === null;

/**
 * @param finished at most one attempt of each delivery
 * @returns the attempts that were recorded: those whose lease was not lost
 */
async function writeAttempts(
  db: Queryable,
  finished: readonly FinishedManualAttempt[],
): Promise<FinishedManualAttempt[]> {
  const outcomes = finished.map(({ outcome }) => listOutcomeValues(outcome));
  const values = [
    finished.map(({ attemptId }) => attemptId),
    finished.map(({ traceId }) => traceId),
    finished.map(({ token }) => token),
    finished.map(hasSucceeded),
    ...outcomeColumns.map((_column, index) => outcomes.map((outcome) => outcome[index])),
  ];
  const { rows } = await db.query<{ id: string }>({
    name: "record-manual-attempts",
    text: recordSql,
    values,
  });
  const ids = new Set(rows.map(({ id }) => id));
  const recorded = finished.filter(({ attemptId }) => ids.has(attemptId));
  const resent = [
    recorded.map(({ traceId }) => traceId),
    recorded.map(hasSucceeded),
    recorded.map(({ outcome }) => outcome.responseCode),
  ];
  if (recorded.length > 0) await db.query({ name: "record-resent", text: resentSql, values: resent });
  return recorded;
}

/**
 * Splits attempts into rounds with at most one attempt of each delivery, because a statement can change a row only once. Attempts of the
 * same delivery keep their order. Each round is sorted, because transactions that lock rows in the same order do not deadlock.
 */
function splitByDelivery(finished: readonly FinishedManualAttempt[]): FinishedManualAttempt[][] {
  const rounds: FinishedManualAttempt[][] = [];
  const nextRoundByDelivery = new Map<string, number>();
  for (const attempt of finished) {
    const round = nextRoundByDelivery.get(attempt.traceId) ?? 0;
    nextRoundByDelivery.set(attempt.traceId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), attempt];
  }
  return rounds.map((round) => round.toSorted((a, b) => (a.traceId < b.traceId ? -1 : 1)));
}

async function recordAll(finished: readonly FinishedManualAttempt[]): Promise<void> {
  const timeoutMs = Math.min(longestTryMs, getRecordTimeoutMs(finished.map(({ leaseEnd }) => leaseEnd)));
  await withPartitions(() =>
    workerTransaction(async (db) => {
      // While many deliveries are being held or released, rows are locked for long. With this lock timeout, the batch fails early, and its
      // attempts are recorded one by one, so those that need no locked row do not wait. The timeout is set in Postgres, because a timeout
      // in this process would leave a session that keeps its own locks.
      const limited = db.query("SET LOCAL lock_timeout = '250ms'");
      for (const round of splitByDelivery(finished)) {
        const [recorded] = await Promise.all([writeAttempts(db, round), limited]);
        for (const { traceId } of recorded.filter((attempt) => attempt.ordered && hasSucceeded(attempt)))
          await continueLine(db, traceId);
      }
    }, timeoutMs),
  );
}

const recordInBatch = batch<FinishedManualAttempt, undefined>(
  async (finished) => {
    await recordAll(finished);
    return finished.map(() => undefined);
  },
  { max: 50, concurrency: 4, isolateOnError: (error) => !isDatabaseUnavailable(error) },
);

/**
 * Records a finished manual attempt; writes nothing if its lease was lost. Attempts that finish at the same time share one transaction, and
 * so one commit.
 */
export async function recordManualAttempt(finished: FinishedManualAttempt): Promise<void> {
  await recordInBatch(finished);
}
