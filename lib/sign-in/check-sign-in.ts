import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { recognizeDevice, rememberDevice } from "./device";
import { verifyPassword } from "./passwords";
import { signInSchema } from "./schema";
import { createSession } from "./sessions";
import { clearTries, takeTry } from "./sign-in-throttle";
import { deviceSubject, emailSubject, ipSubject, type Subject } from "./throttle-subjects";

export interface SignIn {
  email: string;
  password: string;
  /** The client's address; null when it is not known, then only the e-mail address is throttled. */
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
 * Signs a person in and opens their session. "wrong" does not tell whether it was the address, the password or a
 * disabled user, and takes as long for each. A browser that the user signed in with before has failures of its own: it is
 * held back neither by those of the e-mail address nor by those of the IP address. Takes no scope, since this is where a person's scope begins.
 */
export async function checkSignIn(
  input: SignIn,
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
  const ip = ipSubject(input.ip);
  const from: Client = {
    own: deviceId ? deviceSubject(deviceId) : emailSubject(email),
    ip: deviceId ? null : ip,
    ipText: ip && input.ip,
    userAgent: input.userAgent,
  };

  const taken = await takeTry(from.ip ? [from.own, from.ip] : [from.own], now);
  if (!taken.allowed) return { ok: false, reason: "throttled", retryAfterSeconds: taken.retryAfterSeconds };

  const right = await verify(user?.passwordHash ?? null, password);
  const sessionId = user && right && (await openSession(user, from, now));
  if (user && sessionId) {
    return { ok: true, userId: user.id, sessionId, device: rememberDevice(input.device, user, now) };
  }

  const why = !user ? "unknown user" : right ? "disabled user" : "wrong password";
  await recordFailure({ email, user, why, ip: from.ipText, started: taken.started });
  return { ok: false, reason: "invalid-credentials" };
}

interface Client {
  /** The user's: the browser that is known, else the e-mail address. */
  own: Subject;
  /** Null for a browser that is known. */
  ip: Subject | null;
  ipText: string | null;
  userAgent: string | null;
}

interface Known {
  id: string;
  email: string;
  partnerId: string | null;
  passwordHash: string;
}

/**
 * Null when the user is disabled, or was, or got another password, while this one was verified: the row is locked
 * against exactly those changes, which end the sessions that they see.
 */
async function openSession(user: Known, from: Client, now: Date): Promise<string | null> {
  const { id, email, partnerId, passwordHash } = user;
  const userAgent = from.userAgent?.slice(0, 400) ?? null;
  return prisma().$transaction(async (db) => {
    const unchanged = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM users
      WHERE id = ${id}::uuid AND password_hash = ${passwordHash} AND disabled_at IS NULL FOR SHARE`;
    if (unchanged.length === 0) return null;
    await clearTries(db, from.own, from.ip);
    const sessionId = await createSession(db, { userId: id, ip: from.ipText, userAgent, now });
    const actor = { kind: "user" as const, id, name: email };
    const target = { targetId: id, partnerId } as const;
    const details = { ip: from.ipText, userAgent };
    await recordAudit(db, { actor }, { action: "user.signed-in", ...target, details });
    return sessionId;
  });
}

/** One entry per failure; one per block when it begins, since a guesser must not fill the audit with rejections. */
async function recordFailure(failure: {
  email: string;
  user: Known | null;
  why: string;
  ip: string | null;
  started: { subject: string; until: Date }[];
}): Promise<void> {
  const { email, user, why, ip, started } = failure;
  const actor = { kind: "user" as const, id: user?.id ?? null, name: email };
  const target = { targetId: user?.id ?? email, partnerId: user?.partnerId } as const;
  await prisma().$transaction(async (db) => {
    await recordAudit(db, { actor }, { action: "user.sign-in-failed", ...target, details: { why, ip } });
    for (const { subject, until } of started) {
      const details = { subject, until, ip };
      await recordAudit(db, { actor }, { action: "user.sign-in-throttled", ...target, details });
    }
  });
}
