import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { type DeviceUser, renewDeviceCookie } from "./recognize-device";
import { createSession } from "./sessions";
import { makeIpSubject } from "./throttle-subjects";

export interface OidcSignIn {
  /** The e-mail address as the provider sends it, in upper or lower case. */
  email: string;
  /** Whether the provider's claim `email_verified` is true (OpenID Connect Core 1.0, section 5.1). */
  emailVerified: boolean;
  ip: string | null;
  userAgent: string | null;
  /** The browser's device cookie; null when it has none. */
  device: string | null;
}

export type OidcSignInResult =
  /** `device`: the next value of the device cookie, as after a sign-in with a password. */
  | { ok: true; userId: string; sessionId: string; device: string }
  /** "unknown-user": no enabled user has this address. Accounts are never created here. */
  | { ok: false; reason: "unverified-email" | "unknown-user" };

interface UserRow extends DeviceUser {
  partnerId: string | null;
  enabled: boolean;
}

/**
 * Opens a session for a user whom an OpenID Connect provider has authenticated; success and failure are audited. Takes no
 * scope, because a user's scope comes from the session.
 */
export async function signInOidcUser(input: OidcSignIn, now = currentTime()): Promise<OidcSignInResult> {
  const email = input.email.trim().toLowerCase().slice(0, 254);
  const userAgent = input.userAgent?.slice(0, 400) ?? null;
  const ip = makeIpSubject(input.ip) && input.ip;
  const via = "OpenID Connect";

  return prisma().$transaction(async (db): Promise<OidcSignInResult> => {
    // The row is locked as in signInWithPassword, so that disabling the user at the same time also ends the new session.
    const [user] = await db.$queryRaw<UserRow[]>`
      SELECT id, partner_id AS "partnerId", password_hash AS "passwordHash", disabled_at IS NULL AS enabled FROM users
      WHERE email = ${email} FOR SHARE`;
    const actor = { kind: "user" as const, id: user?.id ?? null, name: email };
    const target = { targetId: user?.id ?? email, partnerId: user?.partnerId } as const;
    if (!user?.enabled || !input.emailVerified) {
      const why = !input.emailVerified ? "e-mail not verified" : user ? "disabled user" : "unknown user";
      await recordAudit(
        db,
        { actor },
        { action: "user.sign-in-failed", ...target, details: { why, ip, via } },
      );
      return { ok: false, reason: input.emailVerified ? "unknown-user" : "unverified-email" };
    }
    const sessionId = await createSession(db, { userId: user.id, ip, userAgent, now });
    const details = { ip, userAgent, via };
    await recordAudit(db, { actor }, { action: "user.signed-in", ...target, details });
    const device = renewDeviceCookie(input.device, user, now);
    return { ok: true, userId: user.id, sessionId, device };
  });
}
