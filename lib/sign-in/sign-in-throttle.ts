import { type Db, pool, type Queryable, transaction } from "../db";
import { addFailure, type Failures, findActiveBlockEnd } from "./throttle-rule";
import type { ThrottleSubject } from "./throttle-subjects";

export type SignInAttempt =
  | { allowed: false; retryAfterSeconds: number }
  /** `startedBlocks`: the blocks that begin if this attempt fails. */
  | { allowed: true; startedBlocks: { subject: string; until: Date }[] };

interface Row {
  subject: string;
  failures: number;
  window_start: Date;
  blocked_until: Date | null;
}

/**
 * Counts a sign-in attempt as failed **before** the password is checked, so that a hundred concurrent attempts, in any number
 * of processes, cannot all pass before the first failure is recorded. `clearFailures` removes this failure on success. Subjects must
 * come in a fixed order (e-mail, then IP), because their rows are locked in that order.
 */
export async function startAttempt(subjects: readonly ThrottleSubject[], now: Date): Promise<SignInAttempt> {
  const ids = subjects.map((subject) => subject.id);
  // An attempt during a block costs only this query, and writes no row for each new e-mail address that is tried.
  const blocked = await pool().query<{ until: Date | null }>(
    "SELECT max(blocked_until) AS until FROM sign_in_throttles WHERE subject = ANY($1) AND blocked_until > $2",
    [ids, now],
  );
  const until = blocked.rows[0]?.until;
  if (until) return makeBlockedAttempt(until, now);
  return transaction((client) => countAttempt(client, subjects, now));
}

async function countAttempt(
  client: Queryable,
  subjects: readonly ThrottleSubject[],
  now: Date,
): Promise<SignInAttempt> {
  const lockedRows = await client.query<Row>(
    `INSERT INTO sign_in_throttles (subject, failures, window_start) SELECT unnest($1::text[]), 0, $2
     ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject RETURNING *`,
    [subjects.map((subject) => subject.id), now],
  );
  const failuresBefore = new Map(lockedRows.rows.map((row) => [row.subject, toFailures(row)]));
  const blocks = [...failuresBefore.values()].flatMap((failures) => findActiveBlockEnd(failures, now) ?? []);
  const latestEnd = blocks.sort((a, b) => b.getTime() - a.getTime())[0];
  if (latestEnd) return makeBlockedAttempt(latestEnd, now);

  const startedBlocks: { subject: string; until: Date }[] = [];
  for (const { id, limit } of subjects) {
    const failuresAfter = addFailure(
      failuresBefore.get(id) ?? { count: 0, windowStart: now, blockedUntil: null },
      limit,
      now,
    );
    if (failuresAfter.blockedUntil) startedBlocks.push({ subject: id, until: failuresAfter.blockedUntil });
    await client.query(
      "UPDATE sign_in_throttles SET failures = $2, window_start = $3, blocked_until = $4 WHERE subject = $1",
      [id, failuresAfter.count, failuresAfter.windowStart, failuresAfter.blockedUntil],
    );
  }
  return { allowed: true, startedBlocks };
}

function makeBlockedAttempt(until: Date, now: Date): SignInAttempt {
  return { allowed: false, retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1_000) };
}

function toFailures(row: Row): Failures {
  return { count: row.failures, windowStart: row.window_start, blockedUntil: row.blocked_until };
}

/**
 * Called after a success: deletes all failures of the user's own subject, but removes only this attempt from those of the IP
 * address, so that an attacker with an account cannot erase failed attempts on other accounts.
 */
export async function clearFailures(db: Db, own: ThrottleSubject, ip: ThrottleSubject | null): Promise<void> {
  await db.$executeRaw`DELETE FROM sign_in_throttles WHERE subject = ${own.id}`;
  if (!ip) return;
  await db.$executeRaw`
    UPDATE sign_in_throttles SET failures = greatest(failures - 1, 0),
      blocked_until = CASE WHEN failures - 1 >= ${ip.limit} THEN blocked_until END
    WHERE subject = ${ip.id}`;
}
