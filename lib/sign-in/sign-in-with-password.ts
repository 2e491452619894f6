import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { verifyPassword } from "./passwords";
import { recognizeDevice, renewDeviceCookie } from "./recognize-device";
import { signInSchema } from "./schema";
import { createSession } from "./sessions";
import { clearFailures, startAttempt } from "./sign-in-throttle";
import {
  makeDeviceSubject,
  makeEmailSubject,
  makeIpSubject,
  type ThrottleSubject,
} from "./throttle-subjects";

export interface SignInInput {
  email: string;
  password: string;
  /** The client's IP address; null if it is unknown: then only the e-mail address is throttled. */
  ip: string | null;
  userAgent: string | null;
  /** The browser's device cookie; null when it has none. */
  device: string | null;
}

export type SignInResult =
  /** `device`: the next value of the device cookie. */
  | { ok: true; userId: string; sessionId: string; device: string }
  | { ok: false; reason: "invalid-credentials" }
  | { ok: false; reason: "throttled"; retryAfterSeconds: number };

/**
 * Checks a user's password and opens a session. "invalid-credentials" does not say whether the address is unknown, the
 * password wrong or the user disabled, and takes the same time for each. A browser that the user signed in with before has
 * its own count of failures and is not blocked by failures for the e-mail or IP address. Takes no scope, because a user's scope
 * comes from the session.
 */
export async function signInWithPassword(
  input: SignInInput,
  { now = currentTime(), verify = verifyPassword }: { now?: Date; verify?: typeof verifyPassword } = {},
): Promise<SignInResult> {
  const parsed = signInSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid-credentials" };
  const { email, password } = parsed.data;
  const user = await prisma().user.findUnique({
    where: { email },
    select: { id: true, email: true, partnerId: true, passwordHash: true, disabledAt: true },
  });
  const deviceId = user && recognizeDevice(input.device, user, now);
  const ip = makeIpSubject(input.ip);
  const client: Client = {
    userSubject: deviceId ? makeDeviceSubject(deviceId) : makeEmailSubject(email),
    ip: deviceId ? null : ip,
    ipText: ip && input.ip,
    userAgent: input.userAgent,
  };

  const attempt = await startAttempt(client.ip ? [client.userSubject, client.ip] : [client.userSubject], now);
  if (!attempt.allowed) {
    return { ok: false, reason: "throttled", retryAfterSeconds: attempt.retryAfterSeconds };
  }

  const matches = await verify(user?.passwordHash ?? null, password);
  const sessionId = user && matches && (await openSession(user, client, now));
  if (user && sessionId) {
    return { ok: true, userId: user.id, sessionId, device: renewDeviceCookie(input.device, user, now) };
  }

  const why = !user
    ? "unknown user"
    : !matches
      ? "wrong password"
      : user.disabledAt
        ? "disabled user"
        : "user disabled or password changed meanwhile";
  await recordFailure({ email, user, why, ip: client.ipText, startedBlocks: attempt.startedBlocks });
  return { ok: false, reason: "invalid-credentials" };
}

interface Client {
  /** The subject that counts the user's failures: the recognized browser, or else the e-mail address. */
  userSubject: ThrottleSubject;
  /** The subject of the IP address; null for a recognized browser, whose IP address is not throttled. */
  ip: ThrottleSubject | null;
  ipText: string | null;
  userAgent: string | null;
}

interface KnownUser {
  id: string;
  email: string;
  partnerId: string | null;
  passwordHash: string;
}

/**
 * Opens a session and returns its ID; null if the user is disabled, or was disabled or got another password while this password
 * was verified. The user's row is locked against both changes, because each of them ends only the sessions that exist then.
 */
async function openSession(user: KnownUser, client: Client, now: Date): Promise<string | null> {
  const { id, email, partnerId, passwordHash } = user;
  const userAgent = client.userAgent?.slice(0, 400) ?? null;
  return prisma().$transaction(async (db) => {
    const unchanged = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM users
      WHERE id = ${id}::uuid AND password_hash = ${passwordHash} AND disabled_at IS NULL FOR SHARE`;
    if (unchanged.length === 0) return null;
    await clearFailures(db, client.userSubject, client.ip);
    const sessionId = await createSession(db, { userId: id, ip: client.ipText, userAgent, now });
    const actor = { kind: "user" as const, id, name: email };
    const target = { targetId: id, partnerId } as const;
    const details = { ip: client.ipText, userAgent };
    await recordAudit(db, { actor }, { action: "user.signed-in", ...target, details });
    return sessionId;
  });
}

/** Audits the failure and each block that begins with it. Attempts during a block are not audited: they could fill the audit trail. */
async function recordFailure(failure: {
  email: string;
  user: KnownUser | null;
  why: string;
  ip: string | null;
  startedBlocks: { subject: string; until: Date }[];
}): Promise<void> {
  const { email, user, why, ip, startedBlocks } = failure;
  const actor = { kind: "user" as const, id: user?.id ?? null, name: email };
  const target = { targetId: user?.id ?? email, partnerId: user?.partnerId } as const;
  await prisma().$transaction(async (db) => {
    await recordAudit(db, { actor }, { action: "user.sign-in-failed", ...target, details: { why, ip } });
    for (const { subject, until } of startedBlocks) {
      const details = { subject, until, ip };
      await recordAudit(db, { actor }, { action: "user.sign-in-throttled", ...target, details });
    }
  });
}
