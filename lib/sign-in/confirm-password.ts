import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import type { Scope } from "../scope/scope";
import { verifyPassword } from "./passwords";
import { clearFailures, startAttempt } from "./sign-in-throttle";
import { makeConfirmationSubject } from "./throttle-subjects";

export type ConfirmPasswordResult =
  | { ok: true }
  | { ok: false; reason: "wrong-password" }
  | { ok: false; reason: "throttled"; retryAfterSeconds: number };

/**
 * Checks the password of the signed-in user again, before a key is revealed or the password changed. Failures are counted
 * per user, so that a stolen session cannot be used to guess the password. They are counted separately from failed sign-ins, so that
 * only someone with a session of the user can block the confirmation. For an API key or Hookledger itself the result is
 * always "wrong-password".
 */
export async function confirmPassword(
  scope: Scope,
  password: string,
  now = currentTime(),
): Promise<ConfirmPasswordResult> {
  const { kind, id } = scope.actor;
  if (kind !== "user" || !id || password.length > 1_000) return { ok: false, reason: "wrong-password" };
  const user = await prisma().user.findFirst({
    where: { id, disabledAt: null },
    select: { passwordHash: true, partnerId: true },
  });
  if (!user) return { ok: false, reason: "wrong-password" };

  const subject = makeConfirmationSubject(id);
  const attempt = await startAttempt([subject], now);
  if (!attempt.allowed) {
    return { ok: false, reason: "throttled", retryAfterSeconds: attempt.retryAfterSeconds };
  }
  if (await verifyPassword(user.passwordHash, password)) {
    await clearFailures(prisma(), subject, null);
    return { ok: true };
  }
  const target = { targetId: id, partnerId: user.partnerId } as const;
  await recordAudit(prisma(), scope, { action: "user.password-not-confirmed", ...target });
  return { ok: false, reason: "wrong-password" };
}
