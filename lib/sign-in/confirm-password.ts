import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import type { Scope } from "../scope/scope";
import { verifyPassword } from "./passwords";
import { clearTries, takeTry } from "./sign-in-throttle";
import { confirmationSubject } from "./throttle-subjects";

export type ConfirmPasswordResult =
  | { ok: true }
  | { ok: false; reason: "wrong-password" }
  | { ok: false; reason: "throttled"; retryAfterSeconds: number };

/**
 * Asks the signed-in person for their password again, before a key is shown or the password changed. Wrong ones are
 * counted for the user, so a borrowed session cannot guess on; apart from failed sign-ins, so nobody without a session
 * can keep them from it. Only a person can confirm: for an API key or Hookledger itself it is always "wrong".
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

  const subject = confirmationSubject(id);
  const taken = await takeTry([subject], now);
  if (!taken.allowed) return { ok: false, reason: "throttled", retryAfterSeconds: taken.retryAfterSeconds };
  if (await verifyPassword(user.passwordHash, password)) {
    await clearTries(prisma(), subject, null);
    return { ok: true };
  }
  const target = { targetId: id, partnerId: user.partnerId } as const;
  await recordAudit(prisma(), scope, { action: "user.password-not-confirmed", ...target });
  return { ok: false, reason: "wrong-password" };
}
