import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import type { Scope } from "../scope/scope";
import { sessionAgeFilter } from "./sessions";

/** Lists the user's own live sessions, the most recently seen first. Returns an empty list for a scope that is not a user's. */
export async function listOwnSessions(scope: Scope, now = currentTime()) {
  const { kind, id: userId } = scope.actor;
  if (kind !== "user" || !userId) return [];
  return prisma().session.findMany({
    where: { userId, endedAt: null, ...sessionAgeFilter(now) },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true },
  });
}

/** Ends one of the user's own sessions; audited. Sessions of other users are not found. Idempotent. */
export async function endOwnSession(
  scope: Scope,
  typedId: string,
  now = currentTime(),
): Promise<{ ok: true } | { ok: false; reason: "not-found" }> {
  const { kind, id: userId } = scope.actor;
  const sessionId = parseId(typedId);
  if (kind !== "user" || !userId || sessionId === null) return { ok: false, reason: "not-found" };
  return prisma().$transaction(async (db) => {
    const session = await db.session.findFirst({
      where: { id: sessionId, userId },
      select: { userAgent: true, ip: true, user: { select: { partnerId: true } } },
    });
    if (!session) return { ok: false, reason: "not-found" };
    const { count } = await db.session.updateMany({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: now, endReason: "Ended in the profile" },
    });
    if (count === 0) return { ok: true };
    const { userAgent, ip, user } = session;
    const target = { targetId: userId, partnerId: user.partnerId } as const;
    await recordAudit(db, scope, { action: "user.session-ended", ...target, details: { userAgent, ip } });
    return { ok: true };
  });
}
