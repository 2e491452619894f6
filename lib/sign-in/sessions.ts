import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, pool, prisma } from "../db";
import { newId, parseId } from "../ids";
import { expandPermissions, type Permission } from "../scope/permissions";

/** The maximum lifetime of a session and of its cookie, in seconds. */
export const sessionLifetimeSeconds = 8 * 60 * 60;

/** A valid session with the current permissions of its user. */
export interface LiveSession {
  id: string;
  user: { id: string; email: string; name: string; partnerId: string | null; timeZone: string | null };
  /** The name of the user's partner; null for a user of the lender. */
  partnerName: string | null;
  role: { id: string; name: string };
  permissions: Permission[];
}

/** The age limits of `checkSession` as a Prisma condition. */
export function sessionAgeFilter(now: Date) {
  return {
    createdAt: { gt: new Date(now.getTime() - sessionLifetimeSeconds * 1_000) },
    lastSeenAt: { gt: new Date(now.getTime() - 30 * 60_000) },
  };
}

/** Opens a session for an authenticated user. Returns its ID. */
export async function createSession(
  db: Db,
  session: { userId: string; ip: string | null; userAgent: string | null; now: Date },
): Promise<string> {
  const { userId, ip, userAgent, now } = session;
  const id = newId();
  await db.session.create({ data: { id, userId, ip, userAgent, createdAt: now, lastSeenAt: now } });
  return id;
}

const checkSessionSql = `
  WITH live AS (
    SELECT s.id, s.last_seen_at, u.id AS user_id, u.email, u.name, u.partner_id, p.name AS partner_name, u.time_zone,
           r.id AS role_id, r.name AS role_name, r.permissions
    FROM sessions s JOIN users u ON u.id = s.user_id JOIN roles r ON r.id = u.role_id
      LEFT JOIN partners p ON p.id = u.partner_id
    WHERE s.id = $1 AND s.ended_at IS NULL AND u.disabled_at IS NULL
      AND s.created_at > $2::timestamptz - make_interval(secs => ${sessionLifetimeSeconds})
      AND s.last_seen_at > $2::timestamptz - interval '30 minutes'
  ), touched AS (
    UPDATE sessions s SET last_seen_at = $2 FROM live
    WHERE $3 AND s.id = live.id AND live.last_seen_at <= $2::timestamptz - interval '1 minute'
  )
  SELECT * FROM live`;

interface SessionRow {
  id: string;
  user_id: string;
  email: string;
  name: string;
  partner_id: string | null;
  partner_name: string | null;
  time_zone: string | null;
  role_id: string;
  role_name: string;
  permissions: string[];
}

/**
 * Returns the session if it is live: not ended, younger than 8 hours, last seen within 30 minutes, its user not disabled. Otherwise
 * null. Runs one query, which also updates `last_seen_at`, at most once a minute. Pass `touch: false` for a page that refreshes
 * by itself, because that is not user activity.
 */
export async function checkSession(
  typedId: string,
  { now = currentTime(), touch = true }: { now?: Date; touch?: boolean } = {},
): Promise<LiveSession | null> {
  const sessionId = parseId(typedId);
  if (sessionId === null) return null;
  const { rows } = await pool().query<SessionRow>(checkSessionSql, [sessionId, now, touch]);
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    user: {
      id: row.user_id,
      email: row.email,
      name: row.name,
      partnerId: row.partner_id,
      timeZone: row.time_zone,
    },
    partnerName: row.partner_name,
    role: { id: row.role_id, name: row.role_name },
    permissions: expandPermissions(row.permissions),
  };
}

/** Ends a session when its user signs out; audited. Does nothing if the session has ended or does not exist. */
export async function endSession(typedId: string, reason: string, now = currentTime()): Promise<void> {
  const sessionId = parseId(typedId);
  if (sessionId === null) return;
  await prisma().$transaction(async (db) => {
    const [session] = await db.session.updateManyAndReturn({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: now, endReason: reason },
      select: { user: { select: { id: true, email: true, partnerId: true } } },
    });
    if (!session) return;
    const { id, email, partnerId } = session.user;
    const actor = { kind: "user" as const, id, name: email };
    const record = { targetId: id, partnerId, details: { reason } } as const;
    await recordAudit(db, { actor }, { action: "user.signed-out", ...record });
  });
}

/**
 * Ends all sessions of a user, in the transaction that changes their password, role or access. The caller audits the change.
 * @param except the session to keep
 */
export async function endSessionsOfUser(
  db: Db,
  userId: string,
  reason: string,
  now: Date,
  except?: string,
): Promise<void> {
  await db.session.updateMany({
    where: { userId, endedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { endedAt: now, endReason: reason },
  });
}
