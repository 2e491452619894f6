import type pg from "pg";
import { type Db, pool, transaction } from "../db";
import { blockedUntil, countTry, type Tries } from "./throttle-rule";
import type { Subject } from "./throttle-subjects";

export type Try =
  | { allowed: false; retryAfterSeconds: number }
  /** `started`: the blocks that begin if this try fails. */
  | { allowed: true; started: { subject: string; until: Date }[] };

interface Row {
  subject: string;
  failures: number;
  window_start: Date;
  blocked_until: Date | null;
}

/**
 * Counts a sign-in try as failed **before** the password is looked at, so that a hundred tries at once, in any
 * number of processes, cannot all slip in ahead of the first recorded failure. `clearTries` takes it back on success.
 * Subjects must come in a fixed order of kinds (e-mail, then IP): the row locks are taken in that order.
 */
export async function takeTry(subjects: readonly Subject[], now: Date): Promise<Try> {
  const ids = subjects.map((subject) => subject.id);
  // Who is blocked costs one read, and no row for each new address that is tried from there.
  const blocked = await pool().query<{ until: Date | null }>(
    "SELECT max(blocked_until) AS until FROM sign_in_throttles WHERE subject = ANY($1) AND blocked_until > $2",
    [ids, now],
  );
  const until = blocked.rows[0]?.until;
  if (until) return rejected(until, now);
  return transaction((client) => countTries(client, subjects, now));
}

async function countTries(client: pg.PoolClient, subjects: readonly Subject[], now: Date): Promise<Try> {
  const locked = await client.query<Row>(
    `INSERT INTO sign_in_throttles (subject, failures, window_start) SELECT unnest($1::text[]), 0, $2
     ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject RETURNING *`,
    [subjects.map((subject) => subject.id), now],
  );
  const before = new Map(locked.rows.map((row) => [row.subject, toTries(row)]));
  const blocks = [...before.values()].flatMap((tries) => blockedUntil(tries, now) ?? []);
  const longest = blocks.sort((a, b) => b.getTime() - a.getTime())[0];
  if (longest) return rejected(longest, now);

  const started: { subject: string; until: Date }[] = [];
  for (const { id, limit } of subjects) {
    const tries = countTry(
      before.get(id) ?? { failures: 0, windowStart: now, blockedUntil: null },
      limit,
      now,
    );
    if (tries.blockedUntil) started.push({ subject: id, until: tries.blockedUntil });
    await client.query(
      "UPDATE sign_in_throttles SET failures = $2, window_start = $3, blocked_until = $4 WHERE subject = $1",
      [id, tries.failures, tries.windowStart, tries.blockedUntil],
    );
  }
  return { allowed: true, started };
}

function rejected(until: Date, now: Date): Try {
  return { allowed: false, retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1_000) };
}

function toTries(row: Row): Tries {
  return { failures: row.failures, windowStart: row.window_start, blockedUntil: row.blocked_until };
}

/**
 * After a success: forgets the failures of the user's own subject, and takes back only this one try of the IP address, so
 * that someone with an account of their own cannot wipe what they guessed on others' accounts.
 */
export async function clearTries(db: Db, own: Subject, ip: Subject | null): Promise<void> {
  await db.$executeRaw`DELETE FROM sign_in_throttles WHERE subject = ${own.id}`;
  if (!ip) return;
  await db.$executeRaw`
    UPDATE sign_in_throttles SET failures = greatest(failures - 1, 0),
      blocked_until = CASE WHEN failures - 1 >= ${ip.limit} THEN blocked_until END
    WHERE subject = ${ip.id}`;
}
