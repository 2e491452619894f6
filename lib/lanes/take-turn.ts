import { byIndexSql } from "../database/kept-plans";
import type { Queryable } from "../db";

/** How much of a lane the attempts that were just claimed use. */
export interface LaneTurn {
  webhookId: string;
  /** For how many seconds the attempts use up the throttle; 0 without a throttle or attempts. */
  seconds: number;
  /** The deliveries that get a sequence number, in the order of their numbers. */
  newlyNumbered: readonly { deliveryId: string; sequence: bigint }[];
}

/**
 * How much longer one kind of attempt, scheduled or manual, waits after its turn if the other kind waits too, so that the two take turns.
 * A worker that waits for a lane may take this long to come back to it.
 */
const giveWayInterval = "interval '25 ms'";

const buildNumberedSql = (ids: string, numbers: string) => `
  numbered AS (
    UPDATE deliveries d SET sequence = n.sequence
    FROM unnest(${ids}::uuid[], ${numbers}::bigint[]) AS n (delivery_id, sequence)
    WHERE ${byIndexSql("d.id", "n.delivery_id")} AND d.sequence IS NULL
  )`;

// Uses the time of the statement, not of the transaction, because it is closer to the time of the requests.
const scheduledSql = `
  WITH turn AS (
    SELECT t.*, CASE WHEN seconds > 0 THEN clock_timestamp() + seconds * interval '1 second' END AS until
    FROM unnest($1::uuid[], $2::float8[], $3::bigint[]) AS t (webhook_id, seconds, numbers)
  ), ${buildNumberedSql("$4", "$5")}
  UPDATE lanes l
  SET not_before = coalesce(until, l.not_before), manual_not_before = coalesce(until, l.manual_not_before),
      next_number = l.next_number + turn.numbers
  FROM turn WHERE ${byIndexSql("l.webhook_id", "turn.webhook_id")}
  RETURNING l.webhook_id AS "webhookId",
            coalesce(extract(epoch FROM l.not_before - clock_timestamp()) * 1000, 0)::float8 AS "waitMs"`;

const manualSql = `
  WITH turn AS (
    SELECT CASE WHEN $2::float8 > 0 THEN greatest(manual_not_before, clock_timestamp()) + $2 * interval '1 second' END AS until,
           EXISTS (SELECT FROM open_deliveries o WHERE o.webhook_id = $1 AND o.due_at <= now()) AS others_wait
    FROM lanes WHERE webhook_id = $1
  ), ${buildNumberedSql("$4", "$5")}
  UPDATE lanes l
  SET not_before = coalesce(until, l.not_before),
      manual_not_before = CASE WHEN until IS NULL THEN l.manual_not_before WHEN others_wait THEN until + ${giveWayInterval} ELSE until END,
      next_number = l.next_number + $3
  FROM turn WHERE l.webhook_id = $1`;

// A number that a receiver has seen must never be given to another delivery, even if Postgres crashes right after the claim. So the commit
// waits for the disk.
const durableSql = "SET LOCAL synchronous_commit = on";

/** The result of taking turns. */
export interface TakenTurns {
  /** Milliseconds until the throttle of each throttled webhook allows its next attempts. */
  throttledForMs: Map<string, number>;
  /** The new sequence numbers, by delivery ID. */
  sequences: Map<string, string>;
}

/** Records the turns of scheduled attempts, in the transaction that has locked the lanes. */
export async function takeScheduledTurns(db: Queryable, turns: readonly LaneTurn[]): Promise<TakenTurns> {
  const used = turns.filter(({ seconds, newlyNumbered }) => seconds > 0 || newlyNumbered.length > 0);
  const throttled = new Set(used.filter(({ seconds }) => seconds > 0).map(({ webhookId }) => webhookId));
  const numbers = used.flatMap(({ newlyNumbered }) => newlyNumbered);
  const sequences = new Map(numbers.map((one) => [one.deliveryId, String(one.sequence)]));
  if (used.length === 0) return { throttledForMs: new Map(), sequences };
  const values = [
    used.map(({ webhookId }) => webhookId),
    used.map(({ seconds }) => seconds),
    used.map(({ newlyNumbered }) => newlyNumbered.length),
    [...sequences.keys()],
    [...sequences.values()],
  ];
  const [{ rows }] = await Promise.all([
    db.query<{ webhookId: string; waitMs: number }>({
      name: "take-scheduled-turns",
      text: scheduledSql,
      values,
    }),
    sequences.size > 0 ? db.query(durableSql) : undefined,
  ]);
  const throttledRows = rows.filter(({ webhookId }) => throttled.has(webhookId));
  const throttledForMs = new Map(throttledRows.map(({ webhookId, waitMs }) => [webhookId, waitMs]));
  return { throttledForMs, sequences };
}

/** Records the turn of one manual attempt, in the transaction that has locked the lane. */
export async function takeManualTurn(db: Queryable, turn: LaneTurn): Promise<void> {
  const { webhookId, seconds, newlyNumbered } = turn;
  await db.query(manualSql, [
    webhookId,
    seconds,
    newlyNumbered.length,
    newlyNumbered.map(({ deliveryId }) => deliveryId),
    newlyNumbered.map(({ sequence }) => String(sequence)),
  ]);
}

/**
 * Makes scheduled attempts wait a little longer, because a manual attempt waits for its turn. Does nothing if the next turns of the two kinds
 * already differ.
 */
export async function makeScheduledAttemptsGiveWay(db: Queryable, webhookId: string): Promise<void> {
  await db.query(
    `UPDATE lanes SET not_before = manual_not_before + ${giveWayInterval} WHERE webhook_id = $1 AND not_before = manual_not_before`,
    [webhookId],
  );
}
